//! Which parts a command line asks for.

use super::Plan;
use crate::servers::Wanted;

fn plan(is_fast: bool, only: &[&str]) -> Plan {
    Plan {
        is_fast,
        only: only.iter().map(|it| (*it).to_owned()).collect(),
    }
}

#[test]
fn plan_whole_run_has_everything() {
    let plan = plan(false, &[]);
    assert!(plan.has("tidy") && plan.has("clippy") && plan.has_browser());
    assert_eq!(plan.packages(), Some(Vec::new()));
    assert_eq!(
        plan.servers(),
        Wanted {
            postgres: true,
            atproto: true
        }
    );
}

#[test]
fn plan_fast_starts_no_server_and_no_browser() {
    let plan = plan(true, &[]);
    assert_eq!(plan.servers(), Wanted::default());
    assert!(!plan.has_browser() && plan.has("text") && plan.builds_interface());
}

#[test]
fn plan_only_pure_crate_needs_nothing() {
    let plan = plan(false, &["text"]);
    assert_eq!(plan.packages(), Some(vec!["text".to_owned()]));
    assert_eq!(plan.servers(), Wanted::default());
    assert!(!plan.has("tidy") && !plan.has_browser() && !plan.builds_interface());
}

#[test]
fn plan_only_stage_builds_no_test() {
    assert_eq!(plan(false, &["clippy"]).packages(), None);
    let mixed = plan(false, &["clippy", "store"]);
    assert_eq!(mixed.packages(), Some(vec!["store".to_owned()]));
    assert_eq!(
        mixed.servers(),
        Wanted {
            postgres: true,
            atproto: false
        }
    );
}
