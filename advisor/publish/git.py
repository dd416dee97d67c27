"""A wiki that is a git repository: GitHub, GitLab, Gitea, Azure DevOps, or any site in git.

All pages of a run become one commit on top of what was read, pushed without force: if anybody
pushed in between, the push is refused, and the run reads and plans again.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from advisor.errors import InputError, RemoteConflictError, RemoteError
from advisor.publish.config import TargetSettings
from advisor.publish.credentials import Credentials
from advisor.publish.files import MAX_FILE, MarkdownFiles, doubled
from advisor.publish.git_process import Git, checked_remote, remote_host
from advisor.publish.names import visible
from advisor.publish.publication import Attachment
from advisor.publish.wiki import RemotePage

_REF = "refs/heads/"
_BRANCH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/-]*")
_PATH = re.compile(r"(?!.*(?:^|/)\.)[A-Za-z0-9_][A-Za-z0-9._ /-]*\.(?:md|png|svg)")
_STALE = ("fetch first", "non-fast-forward", "stale info", "cannot lock ref", "failed to update")


class GitWiki(MarkdownFiles):
    """Pages are blobs; nothing is ever checked out."""

    def __init__(
        self, where: str, settings: TargetSettings, credentials: Credentials | None = None
    ) -> None:
        self.remote = checked_remote(where)
        wiki = self.remote.removesuffix(".git").endswith(".wiki")
        super().__init__(settings, front_matter=False, links="wiki" if wiki else "file")
        self._shown = where
        self._home = tempfile.TemporaryDirectory(prefix="advisor-git-")
        self._git = Git(Path(self._home.name), self.remote, credentials)
        self._branch = settings.branch
        # Where the branch is not there yet, what it grows from; the commit that was read.
        self._source = ""
        self._tip = ""
        self._staged: dict[str, bytes | None] = {}

    @property
    def address(self) -> str:
        """The repository as given."""
        return f"git:{self._shown}"

    def url(self, name: str) -> str:
        """Return the page's address on hosts whose wiki repositories end in `.wiki.git`."""
        base = self.remote.removesuffix(".git")
        if remote_host(self.remote) and base.endswith(".wiki"):
            return f"{base.removesuffix('.wiki')}/wiki/{name.removesuffix('.md')}"
        return f"{self._shown}: {name}"

    def open(self) -> None:
        """Fetch the branch afresh and forget what was staged."""
        self._staged = {}
        if not (Path(self._home.name) / "HEAD").exists():
            self._git.run("init", "--quiet", "--bare", self._home.name)
        self._find_branch()
        if not self._source:
            self._tip = ""
            return
        self._git.run(
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--depth=1",
            "--",
            self.remote,
            f"+{_REF}{self._source}:refs/advisor/tip",
        )
        self._tip = self._git.run("rev-parse", "--verify", "refs/advisor/tip").decode().strip()

    def read(self, name: str) -> RemotePage | None:
        """Return a page as the branch, or this run, holds it."""
        data = self._blob(name)
        if data is None:
            return None
        try:
            return RemotePage(name, data.decode(), self._tip)
        except UnicodeDecodeError as error:
            raise RemoteError(f"{visible(name)}: the page is not UTF-8 text") from error

    def write(self, name: str, text: str, base: RemotePage | None, summary: str) -> None:
        """Stage a page; `finish` compares and swaps the whole branch."""
        del base, summary
        self._staged[name] = text.encode()

    def move(self, page: RemotePage, new: str, summary: str) -> None:
        """Stage the page under its new path."""
        del summary
        if self._blob(new) is not None:
            raise doubled(page.name, new)
        self._staged[page.name] = None
        self._staged[new] = page.text.encode()

    def attached(self, page: str, name: str) -> str | None:
        """Return the fingerprint of a picture in the branch."""
        del page
        data = self._blob(self.file(name))
        return None if data is None else self.fingerprint(data)

    def attach(self, page: str, attachment: Attachment, summary: str) -> None:
        """Stage a picture."""
        del page, summary
        self._staged[self.file(attachment.name)] = attachment.data

    def finish(self, summary: str) -> None:
        """Commit everything staged on top of what was read, and push without force."""
        if not self._staged:
            if self._tip and self._source != self._branch:
                self._push(self._tip)
            return
        tree = self._tree()
        parents = ("-p", self._tip) if self._tip else ()
        message = f"{visible(summary)}\n".encode()
        commit = self._git.run(
            "commit-tree", *parents, "-F", "-", tree, data=message, extra=self._author()
        )
        self._push(commit.decode().strip())

    def close(self) -> None:
        """Remove the temporary repository."""
        self._home.cleanup()

    def _find_branch(self) -> None:
        done = self._git.attempt("ls-remote", "--symref", "--", self.remote, "HEAD", f"{_REF}*")
        if done.returncode != 0:
            raise RemoteError(
                f"{self._shown} cannot be read: {self._git.words(done)}",
                hint="Check the address and that your credentials for it work with git.",
            )
        branches = []
        head = ""
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            left, _, right = line.partition("\t")
            if left.startswith(f"ref: {_REF}") and right == "HEAD":
                head = left.removeprefix(f"ref: {_REF}")
            elif right.startswith(_REF):
                branches.append(right.removeprefix(_REF))
        self._choose(head, tuple(branches))

    def _choose(self, head: str, branches: tuple[str, ...]) -> None:
        """Take the branch that the repository's HEAD names, be it there or not.

        A wiki shows no other. Elsewhere a HEAD that names nothing is an oversight, and people work
        on the branch that is there.
        """
        first = next(iter(branches), "")
        chosen = self.settings.branch or head
        if not chosen:
            chosen = first if first and self._links != "wiki" else self._unborn()
        if not _BRANCH.fullmatch(chosen) or ".." in chosen:
            raise InputError(f"branch: {visible(chosen)!r} is no safe branch name")
        grown = "" if self.settings.branch else first
        self._branch, self._source = chosen, chosen if chosen in branches else grown

    def _unborn(self) -> str:
        """Return the branch that HEAD names though it is not there, which only a clone is told."""
        usual = "master" if self._links == "wiki" else "main"
        with tempfile.TemporaryDirectory(prefix="advisor-git-") as folder:
            copy = Path(folder) / "copy"
            self._git.run(
                "-c",
                f"init.defaultBranch={usual}",
                "clone",
                "--quiet",
                "--bare",
                "--single-branch",
                "--",
                self.remote,
                str(copy),
            )
            named = self._git.run("--git-dir", str(copy), "symbolic-ref", "HEAD").decode().strip()
        return named.removeprefix(_REF)

    def _blob(self, name: str) -> bytes | None:
        if name in self._staged:
            return self._staged[name]
        # Names also come from the index page, which anybody may have edited.
        if not self._tip or not _PATH.fullmatch(name):
            return None
        listing = self._git.run("ls-tree", "-z", "--long", self._tip, "--", name).decode()
        if not listing:
            return None
        mode, kind, blob, size = listing.split("\t", 1)[0].split()
        if kind != "blob" or mode == "120000" or int(size) > MAX_FILE:
            raise RemoteError(f"{visible(name)}: not an ordinary file of at most {MAX_FILE} bytes")
        return self._git.run("cat-file", "blob", blob)

    def _tree(self) -> str:
        index = {"GIT_INDEX_FILE": str(Path(self._home.name) / "advisor-index")}
        self._git.run("read-tree", self._tip or "--empty", extra=index)
        lines = []
        for name, data in self._staged.items():
            if data is None:
                lines.append(f"0 {'0' * 40}\t{name}")
                continue
            blob = self._git.run("hash-object", "-w", "--stdin", data=data).decode().strip()
            lines.append(f"100644 {blob}\t{name}")
        self._git.run(
            "update-index",
            "-z",
            "--index-info",
            data="\0".join(lines).encode() + b"\0",
            extra=index,
        )
        return self._git.run("write-tree", extra=index).decode().strip()

    def _author(self) -> dict[str, str]:
        if self._git.attempt("config", "user.email").returncode == 0:
            return {}
        who = {"NAME": "advisor", "EMAIL": "advisor@localhost"}
        return {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in who.items()
        }

    def _push(self, commit: str) -> None:
        done = self._git.attempt(
            "push",
            "--quiet",
            "--porcelain",
            "--no-verify",
            "--",
            self.remote,
            f"{commit}:{_REF}{self._branch}",
        )
        if done.returncode == 0:
            return
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        if any(word in said for word in _STALE):
            raise RemoteConflictError(f"Somebody pushed to {self._branch} meanwhile.")
        raise RemoteError(
            f"{self._shown} refused the push: {self._git.words(done)}",
            hint="Nothing was published. Check that you may push to this branch.",
        )
