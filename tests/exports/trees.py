"""Document trees for tests: every node once, and any text in every place that holds text."""

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


def diagram(text: str = "Login") -> Diagram:
    """A diagram with every kind of change, and a text in every label."""
    nodes = tuple(
        Node(change, f"{text}", "inside", change, text)
        for change in ("stays", "new", "moves", "removed")
    )
    flows = (Flow("stays", "new", text), Flow("moves", "removed", text, "removed"))
    return Diagram("architecture", text, text, (Zone("inside", text),), nodes, flows)


def everything(text: str = "text") -> Document:
    """A document with every node, and a text in every place that holds text."""
    inline = (
        Text(text),
        Strong(text),
        Emphasis(text),
        Code(text),
        Quote(text),
        Link(text, "#here"),
        Link(text, "https://example.org/a_(b)?c=d"),
        Link(text, "javascript:alert(1)"),
    )
    blocks = (
        Paragraph(inline),
        Paragraph((Text(text),)),
        ListBlock((inline, (Text(text),))),
        ListBlock(((Text(text),),), ordered=True),
        CheckList(((Text(text),),)),
        Table((text, "b"), (((Text(text),), inline),), text, ("row-1",)),
        Callout("warning", (Paragraph((Text(text),)), ListBlock(((Text(text),),)))),
        CodeBlock(text, "text"),
        diagram(text),
    )
    child = Section("child", text, (Paragraph((Text(text),)),))
    return Document(text, (Section("here", text, blocks, (child,)),), inline, (("Name", text),))


HOSTILE = (
    "<script>alert(1)</script>",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "| a | b |",
    "[link](https://example.org)",
    "![image](https://example.org/x.png)",
    "**bold** _em_ `code` ~~gone~~ $x$",
    "<!-- comment -->",
    "&amp; &lt; &#35;",
    "back\\slash \\n \\",
    "```",
    "line\nbreak\r\n\ttab",
    "\u202eright to left\u202c",
    "quote \" and ' and `",
    "</style></svg>",
    "--- ===",
    "{{ 7 * 7 }}",
    "end",
    "#quot; n1 --> n2",
    "*",
    "+",
)
