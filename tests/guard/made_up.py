"""Credentials of common kinds, all made up; put together here so that no scanner reports them."""

# All of it is the credential.
CREDENTIALS = {
    "aws id": "AKIA" + "QYLPMN5HHHFPZAM2",
    "aws temporary id": "ASIA" + "QYLPMN5HHHFPZAM2",
    "aws key": "wJalrXUtnFEMI" + "/K7MDENG/bPxRfiCYzQ3vX9kLp0",
    "github": "ghp_" + "a1B2c3D4e5" * 3 + "a1B2c3",
    "github app": "ghs_" + "a1B2c3D4e5" * 3 + "a1B2c3",
    "github fine": "github_pat_" + "11ABCDEFG0" * 4,
    "gitlab": "glpat-" + "abcDEF123456-7890xyZ",
    "slack": "xoxb-" + "123456789012-123456789012-" + "a1b2c3d4e5f6a1b2c3d4e5f6",
    "slack webhook": "https://hooks.slack." + "com/services/T0ABCDEF12/B0ABCDEF34/abcdEFGH1234ijkl",
    "jwt": "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N",
    "stripe": "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc",
    "openai": "sk-" + "proj-abcdEFGH1234ijklMNOP5678abcd",
    "sendgrid": "SG." + "ngeVfQFYQlKU0ufo8x5d1A." + "TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr",
    "npm": "npm_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "google": "AIza" + "SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
    "google secret": "GOCSPX-" + "aB3dE5gH7jK9mN1pQ3sT5vX7",
    "entra": "abc" + "8Q~" + "abcdefghijABCDEFGHIJ0123456789_-x",
    "atlassian": "ATATT3" + "xFfGF0abcdefghijklmnop",
    "vault": "hvs." + "CAESIabcdefghijklmnopqrstuv",
    "okta": "SSWS " + "00aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcd",
    "bearer": "Bearer " + "a1b2c3d4e5f6g7h8i9j0k1l2m3",
    "azure storage": "AccountKey="
    + "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq==",
}
# A private key spans lines; nothing of it may be seen.
PRIVATE_KEY = (
    "-----BEGIN RSA "
    + "PRIVATE KEY-----\nMIIEowIBAAKCAQEAx9\nqZ7\n-----END RSA "
    + "PRIVATE KEY-----"
)
# Text in which only the value is a credential: what stands before, the value, what stands behind.
PLACED = {
    "connection string": ("postgres://ledger:", "Tr0ub" + "4dor", "@db.internal/main"),
    "mongodb": ("mongodb+srv://app:", "Xk29" + "fjwQp", "@cluster0.example.net/x"),
    "basic auth": ("https://admin:", "s3cr" + "3tP4ss", "@wiki.example.com/"),
    "jdbc": ("jdbc:postgresql://db/x?user=app&pass" + "word=", "Zx81" + "kdj3Qq", ""),
    "ado": ("Server=db;User Id=sa;Pass" + "word=", "Zx81" + "kdj3Qq", ";Encrypt=yes"),
    "generic": ("pass" + "word=", "hunter2" + "hunter2", ""),
    "a person's": ("pass" + "word: ", "Summer" + "2026!", ""),
    "in words": ("the db pass" + "word is ", "Zx81" + "kdj3Qq", ""),
    "quoted": ('secret: "', "Zx81!" + "kdj3Qq", '"'),
    "client secret": ("client_" + "secret=", "1a2b3c4d5e6f7g8h" + "9i0jklmnopqrstuv", ""),
}
