//! Writes every page with its samples to a folder, to look at them without a server's data:
//! `cargo run -p ui --example pages -- OUTDIR`, then serve OUTDIR (`python3 -m http.server`).

use std::{fs, path::PathBuf};

use model::{Locale, Theme};

#[expect(
    clippy::disallowed_methods,
    reason = "a tool for those who build, not part of the product"
)]
fn main() -> anyhow::Result<()> {
    let out = std::env::args().nth(1).map(PathBuf::from);
    let out = out.ok_or_else(|| anyhow::anyhow!("expected the folder to write to"))?;
    fs::create_dir_all(out.join("assets"))?;
    for (name, content) in ui::embedded() {
        fs::write(out.join("assets").join(name), content)?;
    }
    for locale in Locale::ALL {
        for theme in [Theme::Light, Theme::Dark] {
            let cx = ui::samples::cx(locale, theme);
            for (name, page) in ui::samples::pages(&cx) {
                fs::write(
                    out.join(format!(
                        "{name}-{}-{}.html",
                        locale.as_str(),
                        theme.as_str()
                    )),
                    page,
                )?;
            }
        }
    }
    Ok(())
}
