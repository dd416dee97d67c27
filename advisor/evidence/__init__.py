"""From infrastructure code and cloud accounts to proposed answers: one collector per source.

```
paths -> reading (child process) -> terraform | cloudformation | accounts -> resources
account -> accounts.aws_live ----------------------------------------------^
resources -> normalise -> signals (questions/evidence) -> findings -> proposals | drift
```
Secrets are dropped before anything is kept: see `redaction`. Nothing here answers a question; a
person accepts or rejects what is proposed.
"""
