"""A small record with every kind of block, for all tests of publishing."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import date

from advisor.model.document import (
    Callout,
    CheckList,
    Code,
    CodeBlock,
    Diagram,
    Document,
    Emphasis,
    Flow,
    Link,
    ListBlock,
    Node,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    Text,
    Zone,
)
from advisor.publish.names import slug
from advisor.publish.publication import Attachment, Page, Publication, Record

TODAY = date(2026, 11, 22)

HOSTILE = (
    "{{Template}} {{{1}}} [[Link|text]] [https://evil.example x] <script>alert(1)</script>",
    "<!-- advisor:end record --> <nowiki> </nowiki> </code> </pre> %%boo%% ]]> <![CDATA[",
    '<ac:structured-macro ac:name="html"/> &lt;b&gt; {html} ~~~~ ~~NOTOC~~ __TOC__ #REDIRECT [[x]]',
    "| cell || cell ^ head ^ '''bold''' ''it'' **b** //i// __u__ `code` $(id) ${x} {% raw %}",
    "= h = == h == * item # item : x ; y ---- -- option --force -v @all ![x](javascript:alert(1))",
    "javascript:alert(1) file:///etc/passwd ((foot)) {{:img.png}} <php>x</php> \\\\ FIXME 2x4 :-)",
    "---\ntitle: x\n---\n\u202eevil\u202c \x1b[31mred\x00 https://evil.example/ mailto:a@b.example",
)


def png(shade: int = 200) -> bytes:
    """Return a small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + bytes([shade] * 40) for _ in range(20))
    header = struct.pack(">IIBBBBB", 40, 20, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


DIAGRAM = Diagram(
    "architecture",
    "Recommended architecture",
    "Customers sign in at Cognito; jobs get credentials of their own.",
    (Zone("customer", "Customer plane"), Zone("workload", "Workload plane")),
    (
        Node("app", "Web app", "customer"),
        Node("pool", "Cognito user pool", "customer"),
        Node("job", "Ledger job", "workload", "new"),
    ),
    (Flow("app", "pool", "authorization code"), Flow("job", "app", "workload token", "new")),
)


def document(title: str = "Acme payments: identity stack", note: str = "run nightly") -> Document:
    """Return a document with every kind of block."""
    return Document(
        title,
        (
            Section(
                "verdict",
                "Verdict",
                (
                    Paragraph(
                        (
                            Strong("Split."),
                            Text(" Customers stay on "),
                            Code("cognito"),
                            Text("; see "),
                            Link("the plan", "#plan"),
                            Text(" and "),
                            Link("RFC 8693", "https://www.rfc-editor.org/rfc/rfc8693"),
                            Text(". The team says "),
                            Quote(note),
                            Text("."),
                        )
                    ),
                    Callout("decision", (Paragraph((Text("Workloads leave the pool."),)),)),
                    Callout(
                        "warning",
                        (
                            Paragraph((Emphasis("Before launch:"), Text(" rotate."))),
                            ListBlock(((Text("first"),), (Text("second"),))),
                        ),
                    ),
                ),
            ),
            Section(
                "boundary",
                "Boundary",
                (
                    Table(
                        ("Job", "Verdict"),
                        (
                            ((Text("Customer sign-in"),), (Strong("keep"),)),
                            ((Text("Workload identity"),), (Strong("split"),)),
                        ),
                        "What stays and what leaves",
                        ("job-sign-in", "job-workload"),
                    ),
                    DIAGRAM,
                ),
            ),
            Section(
                "plan",
                "Plan",
                (
                    CheckList(
                        (
                            (Text("Register a client"), Text(" for the job")),
                            (Text("Remove the test user"),),
                        )
                    ),
                    ListBlock(((Text("now"),), (Text("next"),)), ordered=True),
                    CodeBlock("aws cognito-idp list-user-pools --max-results 10\n", "sh"),
                ),
                (Section("check", "Proof", (Paragraph((Text("The pool has no job left."),)),)),),
            ),
        ),
        (Text("Outcome: "), Strong("split"), Text(" now.")),
    )


def publication(
    name: str = "Acme payments",
    note: str = "run nightly",
    picture: bytes | None = None,
    **record: object,
) -> Publication:
    """Return a record of two pages with one picture; keywords replace fields of the record."""
    slugged = slug(name)
    base = Record(slugged, name, "split", TODAY, "payments-team", date(2027, 5, 1), "accepted")
    data = png() if picture is None else picture
    attachment = Attachment(f"{slugged}-architecture.png", "image/png", data)
    pages = (
        Page("record", name, document(f"{name}: decision record", note)),
        Page(
            "stack",
            f"{name} stack",
            document(f"{name}: identity stack", note),
            (attachment,),
            (("architecture", attachment.name),),
        ),
    )
    return Publication(replace(base, **record), pages, "1.0.0", TODAY)  # type: ignore[arg-type]
