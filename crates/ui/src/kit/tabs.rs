//! Places side by side, of which one is shown.

use maud::{Markup, html};

use super::chip;
use crate::Cx;

pub struct Tab<'a> {
    pub href: &'a str,
    pub label: &'a str,
    /// What waits there.
    pub count: Option<u64>,
    pub current: bool,
}

/// Tabs are links: each place has its address.
#[must_use]
pub fn tabs(cx: &Cx, label: &str, tabs: &[Tab<'_>]) -> Markup {
    html! {
        nav class="tabs" aria-label=(label) {
            @for tab in tabs {
                a class="tab" href=(tab.href) aria-current=[tab.current.then_some("page")] {
                    (tab.label)
                    @if let Some(n) = tab.count { (chip::count(cx, n, false)) }
                }
            }
        }
    }
}
