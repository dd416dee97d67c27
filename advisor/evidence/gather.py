"""Reads found files and hands each to the collector of its dialect."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from advisor.errors import Problem
from advisor.evidence.accounts import auth0, auth0_folder, aws_answers, graph, keycloak
from advisor.evidence.accounts.placeholders import quoted
from advisor.evidence.cloudformation import amplify, open_api, serverless, template
from advisor.evidence.cloudformation.macros import Beside, Place
from advisor.evidence.declared import kubernetes, pulumi
from advisor.evidence.limits import Limits
from advisor.evidence.reading.files import Found, note_of, note_of_content, read_text
from advisor.evidence.reading.json_tree import parse_json
from advisor.evidence.reading.yaml_tree import parse_yaml, parse_yaml_documents
from advisor.evidence.resources import Gathered, RawResource
from advisor.evidence.terraform import json_syntax, plan_state
from advisor.evidence.terraform.source import Tree, Wanted
from advisor.evidence.terraform.syntax import parse_hcl
from advisor.evidence.values import Value

_TERRAFORM: Final = (".tf", ".tofu", ".tfvars", ".tf.json", ".tofu.json", ".tfvars.json")
_YAML: Final = (".yaml", ".yml", ".template")
# A file without any of these words holds nothing that a collector reads.
_RELEVANT: Final = re.compile(
    r"AWS::|aws_|cognito|user.?pool|\bResources\b|\bservice:|\brealm\b|odata|terraform|planned_values"
    r"|serviceAccountsEnabled|identity.?provider|identity.?pool|\"Parameters\"|authSelections"
    r"|upbound\.io|crossplane\.io|azuread:|auth0:|x-amazon-apigateway-authorizer"
    r"|user_?pool|requiredResourceAccess|grantControls|onInteractiveAuthFlowStart|tenantType"
    r"|Microsoft\.AzureActiveDirectory/"
    r"|app_type|enabled_clients|supported_triggers|oidc_conformant|guardian(?:Policies|Factor)"
    r"|rulesConfigs|token_dialect|clientGrants"
    + "".join(f'|"{name}"' for name in aws_answers.WORDS),
    re.IGNORECASE,
)
# Only where these occur is a broken file worth a word: charts and templates of other tools that
# merely mention a login are not ours to complain about.
_OURS: Final = re.compile(
    r"AWS::|\"(?:UserPool|IdentityPool|IdentityProvider|realm|planned_values|terraform_version)"
    r"|@odata"
)
_MANIFEST: Final = re.compile(r"^apiVersion:", re.MULTILINE)
Progress = Callable[[str], None]


@dataclass(slots=True)
class _Document:
    found: Found
    root: Value


def gather(
    files: Iterable[Found],
    limits: Limits,
    wanted: Mapping[str, Wanted],
    progress: Progress = lambda _name: None,
) -> Gathered:
    """Read every file; what cannot be read is named, the rest is collected."""
    gathered = Gathered()
    tree = Tree(limits, gathered, wanted.get("terraform", {}))
    documents: dict[str, _Document] = {}
    scanned: dict[str, Found] = {}
    for found in files:
        scanned[str(found.path)] = found
        progress(str(found.path))
        gathered.files += 1
        if _noted(found, note_of(found.path), gathered):
            continue
        text, problem = read_text(found, limits)
        if text is None:
            gathered.problems.extend([problem] if problem else [])
        elif _noted(found, _note_of_text(found, text), gathered):
            continue
        elif found.path.name.endswith((".tf", ".tofu", ".tfvars")):
            _terraform(found, text, limits, tree, gathered)
        elif _RELEVANT.search(text) or auth0_folder.place_of(str(found.path)):
            _markup(found, text, limits, (tree, documents, wanted, gathered))
    progress("")
    tree.collect()
    shelf = _Shelf(documents, scanned, limits, progress)
    _collect_documents(shelf, wanted, gathered)
    progress("")
    gathered.resources = list(admitted(gathered.resources, wanted))
    _note_silent(scanned.values(), gathered)
    gathered.used = sorted({raw.file for raw in gathered.resources})
    return gathered


def _noted(found: Found, what: tuple[str, str] | None, gathered: Gathered) -> bool:
    if what is None:
        return False
    gathered.unseen.append(Problem(found.shown, 0, "", what[0], what[1]))
    return True


def _note_of_text(found: Found, text: str) -> tuple[str, str] | None:
    if found.path.name in pulumi.PROJECTS and not pulumi.is_yaml_program(text):
        return pulumi.PROGRAM
    return note_of_content(found.path, text)


def _note_silent(scanned: Iterable[Found], gathered: Gathered) -> None:
    """Say of every file that people named, and that gave nothing, that it did not."""
    told = {problem.file for problem in (*gathered.problems, *gathered.unseen)}
    told |= {raw.file for raw in gathered.resources}
    modules = {posixpath.dirname(raw.file) for raw in gathered.resources}
    for found in scanned:
        # A file of variables says nothing by itself, and is a part of what its folder says.
        part = found.path.name.endswith(_TERRAFORM) and posixpath.dirname(found.shown) in modules
        if found.named and found.shown not in told and not part:
            what = "holds nothing about a login that is read here"
            fix = "see docs/guides/evidence-overview.md for what is read"
            gathered.unseen.append(Problem(found.shown, 0, "", what, fix))


def _terraform(found: Found, text: str, limits: Limits, tree: Tree, gathered: Gathered) -> None:
    body, problems = parse_hcl(text, found.shown, limits)
    gathered.problems += problems
    if body is None:
        return
    name = found.path.name
    if name.endswith((".tf", ".tofu")):
        tree.add(str(found.path), body, found.shown, found.below)
    elif name == "terraform.tfvars" or name.endswith(".auto.tfvars"):
        tree.add_settings(str(found.path), body)


def _markup(
    found: Found,
    text: str,
    limits: Limits,
    into: tuple[Tree, dict[str, _Document], Mapping[str, Wanted], Gathered],
) -> None:
    tree, documents, wanted, gathered = into
    name = found.path.name
    text = quoted(text)
    if name.endswith(_YAML) and _MANIFEST.search(text) and "\n---" in text:
        for number, manifest in enumerate(parse_yaml_documents(text, found.shown, limits)):
            key = f"{found.path}#{number}" if number else str(found.path)
            documents[key] = _Document(found, manifest)
        return
    prune = partial(plan_state.prune, wanted=wanted.get("terraform", {}))
    root, problems = _parsed(found, text, limits, prune)
    if root is None:
        if _OURS.search(text):
            gathered.problems += problems
        return
    if name.endswith((".tf.json", ".tofu.json", ".tfvars.json")):
        _terraform_json(found, root, limits, tree)
    elif plan_state.dialect_of(root):
        # Large, and nothing refers to it: used up at once.
        plan_state.collect(root, found.shown, gathered, wanted.get("terraform", {}))
    else:
        gathered.problems += problems if _OURS.search(text) else []
        documents[str(found.path)] = _Document(found, root)


def _parsed(
    found: Found, text: str, limits: Limits, prune: Callable[[object], object]
) -> tuple[Value | None, list[Problem]]:
    """Read JSON or YAML by name; braces may open either in a YAML file."""
    if not found.path.name.endswith(_YAML):
        return parse_json(text, found.shown, limits, prune)
    if text.lstrip().startswith("{"):
        root, problems = parse_json(text, found.shown, limits, prune)
        if root is not None:
            return root, problems
    return parse_yaml(text, found.shown, limits)


def _terraform_json(found: Found, root: Value, limits: Limits, tree: Tree) -> None:
    name = found.path.name
    if name.endswith((".tf.json", ".tofu.json")):
        tree.add(str(found.path), json_syntax.body_of(root, limits), found.shown, found.below)
    elif name == "terraform.tfvars.json" or name.endswith(".auto.tfvars.json"):
        tree.add_settings(str(found.path), json_syntax.settings_of(root, limits))


@dataclass(slots=True)
class _Shelf:
    """The documents of a scan; one that seemed to say nothing is read when another names it."""

    documents: dict[str, _Document]
    scanned: Mapping[str, Found]
    limits: Limits
    progress: Progress
    late: dict[str, Value | None] = field(default_factory=dict)

    def look_up(self, path: str) -> Value | None:
        held = self.documents.get(path)
        if held is not None:
            return held.root
        if path not in self.late:
            found = self.scanned.get(path)
            self.late[path] = self._read(found) if found is not None else None
        return self.late[path]

    def _read(self, found: Found) -> Value | None:
        if not found.path.name.endswith((*_YAML, ".json")):
            return None
        self.progress(str(found.path))
        text, _problem = read_text(found, self.limits)
        return _parsed(found, text, self.limits, lambda data: data)[0] if text else None


def _collect_documents(shelf: _Shelf, wanted: Mapping[str, Wanted], gathered: Gathered) -> None:
    documents = shelf.documents
    beside = Beside(shelf.look_up, shelf.scanned.__contains__)
    roots = {path: document.root for path, document in documents.items()}
    places = auth0_folder.exports_in(roots)
    shown = {path: documents[path].found.shown for path in places}
    gathered.resources.extend(auth0_folder.resources_of(roots, shown, places))
    done: set[str] = set(places)
    names = wanted.get("cloudformation", {})
    for path, document in documents.items():
        if serverless.is_service(document.root):
            done.add(path)
            place = Place(path, document.found.shown, beside)
            done |= serverless.collect(document.root, place, gathered, names)
    for path, document in documents.items():
        if path not in done:
            _collect_document(document, path, beside, gathered, wanted)


def _collect_document(
    document: _Document,
    path: str,
    beside: Beside,
    gathered: Gathered,
    wanted: Mapping[str, Wanted],
) -> None:
    """Hand one document to whatever knows its shape."""
    root, found = document.root, document.found
    shown, names = found.shown, wanted.get("cloudformation", {})
    if template.is_template(root):
        # The folder that was named belongs to the path; what lies above it says nothing.
        below = f"/{found.root.name}/{found.below}"
        given = amplify.parameters(path, below, beside.look_up)
        dialect = amplify.DIALECT if given or "/amplify/backend/" in below else ""
        place = Place(path, shown, beside)
        template.collect(root, place, gathered, names, dialect=dialect, given=given)
    elif pulumi.is_program(root, path):
        pulumi.collect(root, shown, gathered)
    elif kubernetes.is_manifest(root):
        kubernetes.collect(root, shown, gathered)
    elif open_api.is_description(root):
        gathered.resources.append(open_api.resource_of(root, shown))
    elif keycloak.is_realm(root):
        gathered.resources.extend(keycloak.resources_of(root, shown))
    elif graph.is_answer(root):
        gathered.resources.extend(graph.resources_of(root, shown))
    elif amplify.is_settings(root, path):
        amplify.collect(root, path, shown, gathered)
    elif auth0.is_export(root):
        gathered.resources.extend(auth0.resources_of(root, shown))
    elif path.endswith(".json") and aws_answers.is_answer(root):
        gathered.resources.extend(aws_answers.resources_of(root, shown))


def admitted(
    resources: Iterable[RawResource], wanted: Mapping[str, Wanted]
) -> Iterator[RawResource]:
    """Keep the resources and the attributes that something reads; the rest ends here."""
    for raw in resources:
        names = wanted.get(raw.spelling, {}).get(raw.type)
        if names is None or not isinstance(raw.body.data, dict):
            continue
        kept = {key: item for key, item in raw.body.data.items() if key in names}
        yield replace(raw, body=raw.body.holding(kept))
