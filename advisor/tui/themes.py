"""Three themes. Every state also has a word or a sign, so that no theme carries meaning alone."""

from __future__ import annotations

from textual.theme import Theme

DARK = "advisor-dark"
LIGHT = "advisor-light"
CONTRAST = "advisor-high-contrast"

# `$quiet` is for secondary text. Textual's own muted colour depends on what lies behind it, which
# spans of styled text cannot know.
# The cursor's ground is dark or pale enough for every text colour to stay legible on it.
_CONTRAST_VARIABLES = {
    "quiet": "#E0E0E0",
    "block-cursor-background": "#0B3D91",
    "block-cursor-foreground": "#FFFFFF",
    "block-cursor-text-style": "bold underline",
    "block-cursor-blurred-background": "#2B2B2B",
    "block-cursor-blurred-foreground": "#FFFFFF",
    "border": "#FFFF00",
    "border-blurred": "#FFFFFF",
    "footer-key-foreground": "#FFFF00",
    "footer-background": "#000000",
    "text-muted": "#FFFFFF",
    "text-disabled": "#C8C8C8",
    "scrollbar": "#FFFFFF",
    "scrollbar-background": "#000000",
}

THEMES = {
    theme.name: theme
    for theme in (
        Theme(
            name=DARK,
            primary="#6CA8E8",
            secondary="#8C9FB8",
            accent="#E0B062",
            success="#72C08F",
            warning="#E0B062",
            error="#EF7F86",
            foreground="#E4E8EE",
            background="#12161C",
            surface="#181D25",
            panel="#222934",
            dark=True,
            variables={
                "quiet": "#A3AEBC",
                "block-cursor-background": "#27476B",
                "block-cursor-foreground": "#FFFFFF",
                "block-cursor-blurred-background": "#232C38",
            },
        ),
        Theme(
            name=LIGHT,
            primary="#1D5A9C",
            secondary="#5A6B80",
            accent="#8A5600",
            success="#1C7040",
            warning="#8A5600",
            error="#AE2020",
            foreground="#1B2129",
            background="#FAFAF7",
            surface="#F3F4F1",
            panel="#E4E7EA",
            dark=False,
            variables={
                "quiet": "#4E5864",
                "block-cursor-background": "#C9DCF2",
                "block-cursor-foreground": "#0B1622",
                "block-cursor-blurred-background": "#DFE5EB",
            },
        ),
        Theme(
            name=CONTRAST,
            primary="#00E0FF",
            secondary="#FFFFFF",
            accent="#FFFF00",
            success="#5CFF9D",
            warning="#FFFF00",
            error="#FF8A8A",
            foreground="#FFFFFF",
            background="#000000",
            surface="#000000",
            panel="#1A1A1A",
            dark=True,
            text_alpha=1.0,
            variables=_CONTRAST_VARIABLES,
        ),
    )
}

TITLES = {DARK: "Dark", LIGHT: "Light", CONTRAST: "High contrast"}
