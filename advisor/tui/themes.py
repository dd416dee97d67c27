"""Three themes. Every state also has a word or a sign, so that no theme carries meaning alone."""

from __future__ import annotations

from textual.theme import Theme

DARK = "advisor-dark"
LIGHT = "advisor-light"
CONTRAST = "advisor-high-contrast"

# `$quiet` is for secondary text. Textual's own muted colour depends on what lies behind it, which
# spans of styled text cannot know.
_CONTRAST_VARIABLES = {
    "quiet": "#E0E0E0",
    "block-cursor-background": "#FFFF00",
    "block-cursor-foreground": "#000000",
    "block-cursor-text-style": "bold",
    "block-cursor-blurred-background": "#FFFFFF",
    "block-cursor-blurred-foreground": "#000000",
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
            variables={"quiet": "#98A3B1"},
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
            variables={"quiet": "#56606C"},
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
