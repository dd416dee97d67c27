"""Credentials that are known by how they look, each with a word that no text lacks that holds one.

The word is looked for first: an expression is compiled only for a text that may match it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

_WORD = r"[A-Za-z0-9_-]"
_KEY_BEGIN = r"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----"
_KEY_END = r"-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----"


class Shape(NamedTuple):
    """One kind of credential; `words` in lower case, of which a text must hold one."""

    kind: str
    words: tuple[str, ...]
    pattern: str


SHAPES: Final = (
    Shape("Private Key", ("private key",), rf"{_KEY_BEGIN}(?:.*?{_KEY_END}|.*)"),
    Shape("age key", ("age-secret-key-1",), r"AGE-SECRET-KEY-1[A-Z0-9]{40,}"),
    Shape("AWS Access Key", ("akia", "asia"), r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)"),
    Shape("GitHub Token", ("gh",), r"\bgh[pousr]_[A-Za-z0-9]{30,}"),
    Shape("GitHub fine-grained token", ("github_pat_",), r"\bgithub_pat_[A-Za-z0-9_]{22,}"),
    Shape("GitLab Token", ("gl",), rf"\bgl(?:pat|dt|rt|ft|cbt|ptt|soat|agent|oas)-{_WORD}{{20,}}"),
    Shape("JSON Web Token", ("eyj",), rf"\beyJ{_WORD}{{8,}}\.{_WORD}{{5,}}(?:\.{_WORD}*)*"),
    Shape("Slack Token", ("xox", "xapp-"), r"\b(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}"),
    Shape(
        "Slack webhook",
        ("hooks.slack.com",),
        r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,}",
    ),
    Shape(
        "Teams webhook",
        ("webhook.office.com",),
        r"webhook\.office\.com/webhookb2/[A-Za-z0-9@/-]{40,}",
    ),
    Shape(
        "Discord webhook",
        ("/api/webhooks/",),
        rf"discord(?:app)?\.com/api/webhooks/\d+/{_WORD}{{40,}}",
    ),
    Shape(
        "Discord Bot Token",
        (".",),
        rf"(?<!\w)[MNO][A-Za-z0-9_-]{{23,25}}\.{_WORD}{{6}}\.{_WORD}{{27,}}",
    ),
    Shape("Telegram Bot Token", (":aa",), rf"\b\d{{8,10}}:AA{_WORD}{{32,34}}"),
    Shape("Stripe Access Key", ("k_live_", "k_test_"), r"\b[srp]k_(?:live|test)_[A-Za-z0-9]{10,}"),
    Shape("webhook signing secret", ("whsec_",), r"\bwhsec_[A-Za-z0-9+/=]{16,}"),
    Shape("Square OAuth Secret", ("sq0",), rf"\bsq0[a-z]{{3}}-{_WORD}{{22,}}"),
    Shape("Shopify token", ("shp",), r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    Shape("SendGrid API Key", ("sg.",), rf"\bSG\.{_WORD}{{16,}}\.{_WORD}{{16,}}"),
    Shape("Mailchimp Access Key", ("-us",), r"\b[0-9a-f]{32}-us\d{1,2}\b"),
    Shape("Mailgun key", ("key-",), r"\bkey-[0-9a-f]{32}\b"),
    Shape("Twilio API Key", ("sk",), r"\bSK[0-9a-f]{32}\b"),
    Shape("NPM tokens", ("npm_",), r"\bnpm_[A-Za-z0-9]{30,}"),
    Shape("PyPI Token", ("pypi-",), rf"\bpypi-{_WORD}{{50,}}"),
    Shape("Docker token", ("dckr_",), rf"\bdckr_(?:pat|oat)_{_WORD}{{20,}}"),
    Shape("OpenAI Token", ("sk-",), rf"(?<![\w-])sk-(?=[a-z-]*[A-Z0-9])(?=\D*\d){_WORD}{{20,}}"),
    Shape("Hugging Face token", ("hf_",), r"\bhf_[A-Za-z0-9]{30,}"),
    Shape("Google API key", ("aiza",), rf"\bAIza{_WORD}{{35}}"),
    Shape(
        "Google OAuth secret",
        ("gocspx-", "ya29."),
        rf"\bGOCSPX-{_WORD}{{20,}}|\bya29\.[A-Za-z0-9._-]{{20,}}",
    ),
    Shape(
        "Microsoft Entra client secret",
        ("8q~", "7q~"),
        r"[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}",
    ),
    Shape(
        "Azure Storage Account access key", ("accountkey=",), r"(?i:AccountKey=)[A-Za-z0-9+/=]{40,}"
    ),
    Shape("Azure shared access signature", ("sig=",), r"[?&]sig=[A-Za-z0-9%+/=_-]{30,}"),
    Shape(
        "Azure shared access key",
        ("sharedaccesskey=",),
        r"(?i:SharedAccessKey=)[A-Za-z0-9+/=]{30,}",
    ),
    Shape("Okta token", ("ssws ",), rf"\bSSWS +00{_WORD}{{30,}}"),
    Shape("Atlassian API token", ("atatt3",), r"\bATATT3[A-Za-z0-9_=-]{16,}"),
    Shape("Vault token", ("hv",), rf"\bhv[sbr]\.{_WORD}{{20,}}"),
    Shape("Terraform token", (".atlasv1.",), rf"\b[A-Za-z0-9]{{14}}\.atlasv1\.{_WORD}{{40,}}"),
    Shape("DigitalOcean token", ("_v1_",), r"\bdo[opr]_v1_[a-f0-9]{40,}"),
    Shape("Databricks token", ("dapi",), r"\bdapi[a-f0-9]{32}"),
    Shape("Grafana token", ("gls", "glc_"), r"\bgl(?:sa|c)_[A-Za-z0-9_=+/-]{30,}"),
    Shape("New Relic key", ("nrak-",), r"\bNRAK-[A-Z0-9]{20,}"),
    Shape("Linear key", ("lin_api_",), r"\blin_api_[A-Za-z0-9]{30,}"),
    Shape("Postman key", ("pmak-",), r"\bPMAK-[a-f0-9-]{40,}"),
    Shape("Artifactory Credentials", ("akcp",), r"\bAKCp[A-Za-z0-9]{50,}"),
    Shape("bearer token", ("bearer ",), r"(?i:\bbearer) +(?=\S*\d)[A-Za-z0-9._~+/-]{24,}=*"),
    Shape(
        "basic authorization",
        ("basic ",),
        r"(?i:authorization[\"']?\s*[:=]\s*[\"']?basic) +[A-Za-z0-9+/]{8,}=*",
    ),
)


_BY_WORD: Final = tuple((word, shape) for shape in SHAPES for word in shape.words)


def by_shape(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and kind of every credential of a known shape."""
    plain = text.lower()
    for shape in dict.fromkeys([shape for word, shape in _BY_WORD if word in plain]):
        for found in _compiled(shape.pattern).finditer(text):
            yield (*found.span(), shape.kind)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)
