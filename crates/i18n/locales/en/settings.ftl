## Settings

settings-title = Settings
settings-saved = Settings saved.
settings-theme = Theme
settings-theme-system = Like the device
settings-theme-light = Light
settings-theme-dark = Dark
settings-language = Language
settings-language-fr = Français
settings-language-en = English
settings-me = Me
settings-appearance = Appearance
settings-timezone = Time zone: { $zone }
role-viewer = Viewer
role-editor = Editor
role-admin = Administrator
key-show-new = Show new messages
key-next = Next message
key-previous = Previous message
key-pause = Pause or resume the column
key-pause-all = Pause or resume everything
key-column = Go to a column
key-shift = Shift
keys-title = Keyboard shortcuts
keys-text = Inactive while you type.
keys-col-key = Key
keys-col-action = Action
