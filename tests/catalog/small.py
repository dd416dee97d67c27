"""A tiny complete catalog for tests: every kind of file once, small enough to reason about.

`small_catalog()` loads it; `small_catalog({"questions/rules/x.yaml": text})` adds or replaces
files, and `None` as text removes one. `write(folder)` puts it on disk, for tests that need a folder.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from advisor.catalog.find import SourceFile
from advisor.catalog.loading import load_files
from advisor.model.catalog import Catalog

Changes = Mapping[str, str | None]

CATALOG: Final = """\
version: "0.1.0"
sections:
  - {id: context, title: Context}
  - {id: privilege, title: Privilege}
platform_question: platform
subject_question: subjects
conditions:
  people: {question: subjects, includes_any: [customers, workforce]}
product_facts:
  - {id: scim, title: Accepts SCIM, asked_option: scim}
  - {id: end-of-support, title: Support ends, asked_option: end-of-support, months: 24}
capabilities:
  - id: sign-in-customer
    title: Customer sign-in
    job: customers sign in
    kind: people
    verdicts: [keep, split, replace]
    in_use: {question: subjects, includes: customers}
    planned: {any: []}
    separate: {any: []}
    layers: [customer-identity]
    keep_text: Customers go on signing in here.
  - id: workload-identity
    title: Workload identity
    job: programs prove who they are
    kind: machine
    subjects: [own-workload]
    verdicts: [split, replace]
    in_use: {question: subjects, includes: own-workload}
    planned: {any: []}
    separate: {question: separate, is: done-elsewhere}
    hints:
      - id: unexplained
        when: {question: unexplained-clients, is: some}
        says: Programs may be using clients that nobody can explain.
    layers: [workload-identity]
  - id: secrets
    title: Secrets
    job: credentials kept with the login
    kind: shared
    verdicts: [split]
    in_use: {question: kept-secrets, includes: database-passwords}
    planned: {any: []}
    separate: {any: []}
    layers: [secrets]
exclusive_layers:
  - [customer-identity, workforce-identity]
figures:
  users: Users
dates:
  launch: Launch
renamed:
  product: platform
removed:
  colour: Colours no longer matter; delete the answer.
"""

CONTEXT: Final = """\
section: context
questions:
  - id: platform
    kind: single
    text: Which product is under review?
    why: Products differ.
    options:
      - {id: cognito, label: Amazon Cognito}
      - {id: keycloak, label: Keycloak}
      - {id: other, label: Another product}
  - id: other-product
    kind: multiple
    text: What does your product offer?
    when: {question: platform, is: other}
    options:
      - {id: scim, label: Provisioning over SCIM}
      - {id: end-of-support, label: Support ends soon}
  - id: lifecycle
    kind: single
    ordered: true
    text: Is the system live?
    options:
      - {id: greenfield, label: Being designed}
      - {id: migrating, label: Being moved}
      - {id: live, label: Live}
  - id: subjects
    kind: multiple
    text: Who gets an identity?
    sources: [BOOK]
    options:
      - {id: customers, label: Customers}
      - {id: workforce, label: Own staff}
      - {id: own-workload, label: Own programs}
  - id: separate
    kind: single
    text: Do programs already prove who they are elsewhere?
    when: {question: subjects, includes: own-workload}
    options:
      - {id: here, label: No}
      - {id: done-elsewhere, label: Yes}
  - id: unexplained-clients
    kind: single
    text: Are there clients that nobody can explain?
    options:
      - {id: none, label: None}
      - {id: some, label: Some}
"""

PRIVILEGE: Final = """\
section: privilege
questions:
  - id: reach
    kind: single
    ordered: true
    per_subject: [customers, own-workload]
    text: What can {subject} reach?
    why: Reach decides how far {subject} may hurt others.
    actionable: true
    options:
      - {id: own-data, label: Their own data}
      - {id: others-data, label: Data of others}
      - {id: infrastructure, label: Infrastructure}
  - id: kept-secrets
    kind: multiple
    text: Which credentials lie beside the login?
    options:
      - {id: database-passwords, label: Database passwords}
      - {id: signing-keys, label: Signing keys}
"""

RULE: Final = """\
id: programs-in-a-customer-directory
capability: workload-identity
title: Programs share the directory of customers
verdict: split
target: other-product
when:
  all:
    - {question: subjects, includes: own-workload}
    - {condition: people}
rationale: One directory then holds two trust levels.
impact: A stolen program credential looks like a customer.
false_alarm: The programs are test users of one developer.
layers: [workload-identity]
sources: [BOOK]
controls: ["NHI5:2025"]
steps:
  - id: move-programs
    do: Give each program an identity of the platform it runs on.
    owner: platform team
    effort: M
    horizon: next
    check: No program signs in to the directory.
cases:
  - name: customers and a job
    answers: {subjects: [customers, own-workload]}
    fires: true
    verdict: split
  - name: customers only
    answers: {subjects: [customers]}
    fires: false
"""

REPLACE: Final = """\
id: programs-only
capability: workload-identity
title: Nobody but programs signs in
verdict: replace
target: other-product
when:
  all:
    - {question: subjects, includes: own-workload}
    - {question: subjects, excludes_all: [customers, workforce]}
rationale: A login product has nothing to do where nobody signs in.
impact: The product is paid for and patched for no one.
false_alarm: People are about to be added.
layers: [workload-identity]
sources: [BOOK]
controls: []
steps: []
cases: []
"""

KEEP: Final = """\
capability: sign-in-customer
grounds:
  - id: own-data-only
    title: Customers reach their own data only
    when: {question: reach.customers, is: own-data}
    text: A customer login that reaches only the customer's own data is what the product is for.
    group: privilege
    sources: [BOOK]
conditions:
  - id: no-infrastructure
    text: No customer reaches infrastructure.
    when: {condition: people}
    met: {question: reach.customers, at_most: others-data}
    check: Roles of customers are listed and none reaches infrastructure.
    sources: [BOOK]
"""

PITFALL: Final = """\
id: passwords-beside-the-login
title: Database passwords beside the login
severity: high
when: {question: kept-secrets, includes: database-passwords}
finding: Whoever administers the login reads database passwords.
impact: One account opens the database.
remedy:
  id: move-passwords
  do: Move the passwords to a vault.
  owner: platform team
  effort: S
  horizon: now
  check: The login's settings hold no password.
layers: [secrets]
sources: [BOOK]
controls: ["NHI5:2025"]
cases:
  - name: passwords
    answers: {kept-secrets: [database-passwords]}
    fires: true
  - name: nothing kept
    answers: {kept-secrets: []}
    fires: false
"""

LAYERS: Final = """\
layers:
  - {id: customer-identity, title: Customer identity, job: customers sign in, must: [sign people in], must_not: [hold secrets], owner: product team}
  - {id: workforce-identity, title: Workforce identity, job: staff sign in, must: [sign staff in], must_not: [hold customers], owner: IT}
  - {id: workload-identity, title: Workload identity, job: programs prove who they are, must: [issue short credentials], must_not: [hold passwords], owner: platform team}
  - {id: secrets, title: Secrets, job: keeps credentials, must: [log reads], must_not: [sign people in], owner: platform team}
"""

PLATFORM: Final = """\
id: cognito
title: Amazon Cognito
vendor: AWS
component: cognito-user-pool
pricing_unit: monthly active users
facts:
  scim: {value: false, as_of: 2026-11-21, sources: [BOOK], text: No SCIM endpoint., verified: partial}
quotas:
  - {id: users, title: Users, default: 1000, maximum: 2000, unit: users, figure: users, as_of: 2026-11-21, sources: [BOOK], verified: yes}
limits:
  - {text: It has no SCIM endpoint., sources: [BOOK]}
"""

FILES: Final[Mapping[str, str]] = {
    "questions/catalog.yaml": CATALOG,
    "questions/sections/01-context.yaml": CONTEXT,
    "questions/sections/02-privilege.yaml": PRIVILEGE,
    "questions/rules/workload-identity/programs-in-a-customer-directory.yaml": RULE,
    "questions/rules/workload-identity/programs-only.yaml": REPLACE,
    "questions/keep_grounds/sign-in-customer.yaml": KEEP,
    "questions/pitfalls/passwords-beside-the-login.yaml": PITFALL,
    "questions/sources.yaml": """\
sources:
  - {id: BOOK, title: A book, url: "https://example.org/book", read_on: 2026-11-21, verified: yes}
""",
    "reference_stacks/layers.yaml": LAYERS,
    "reference_stacks/components/customer-identity.yaml": """\
layer: customer-identity
components:
  - id: cognito-user-pool
    name: Amazon Cognito user pool
    kind: product
    serves: own
    settings: [plain]
    platform: cognito
    pick_when: The system runs on AWS.
    avoid_when: Staff sign in.
    excluded: {question: platform, is: keycloak}
    facts:
      - {text: It signs people in., as_of: 2026-11-21, sources: [BOOK], verified: yes}
""",
    "reference_stacks/components/workload-identity.yaml": """\
layer: workload-identity
components:
  - {id: roles, name: Roles of the cloud, kind: product, serves: own, settings: [plain], pick_when: Programs run in the cloud.}
""",
    "reference_stacks/platforms/cognito.yaml": PLATFORM,
    "reference_stacks/rules/base.yaml": """\
rules:
  - {id: login-for-customers, layer: customer-identity, when: {question: subjects, includes: customers}, reason: Customers sign in., sources: [BOOK]}
""",
    "reference_stacks/stacks/plain.yaml": """\
id: plain
title: Plain
when: {always: true}
choices: {customer-identity: cognito-user-pool, workload-identity: roles}
why: {customer-identity: It is there already.}
""",
    "reference_stacks/controls/nhi.yaml": """\
standard: {id: owasp-nhi, title: OWASP NHI Top 10, publisher: OWASP, edition: 2025, url: "https://owasp.org/", note: ""}
controls:
  - {id: "NHI5:2025", title: Overprivileged NHI, gloss: A program may do more than it needs., verified: yes}
""",
}


def files(changes: Changes | None = None) -> dict[str, str]:
    """Return the files with changes applied; None removes a file."""
    merged = {**FILES, **(changes or {})}
    return {name: text for name, text in merged.items() if text is not None}


def sources(changes: Changes | None = None) -> list[SourceFile]:
    """Return the files as the loader reads them."""
    return [
        SourceFile(tuple(name.split("/")), name, text.encode())
        for name, text in files(changes).items()
    ]


def small_catalog(changes: Changes | None = None) -> Catalog:
    """Load the small catalog, without touching the disk."""
    return load_files([sources(changes)])


def write(folder: Path, changes: Changes | None = None) -> Path:
    """Write the small catalog into a folder and return the folder."""
    for name, text in files(changes).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
