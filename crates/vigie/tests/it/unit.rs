//! The unit for systemd, as systemd itself judges it.

use std::process::{Command, Output, Stdio};

/// The first release that judges a unit's security without running it.
const SYSTEMD_MIN: u32 = 250;
/// Exposure allowed, in tenths: 10 is `1.0`, where a service that needs the network cannot get far below.
const EXPOSURE_MAX: &str = "15";
const INSTALLED: &str = "/usr/local/bin/vigie";

/// Runs `systemd-analyze`; `None` where it is not.
#[expect(
    clippy::disallowed_methods,
    reason = "systemd is asked about the unit it will run"
)]
fn analyze(args: &[&str]) -> Option<Output> {
    let mut command = Command::new("systemd-analyze");
    command.args(args).stdin(Stdio::null()).output().ok()
}

fn version() -> Option<u32> {
    let output = analyze(&["--version"])?;
    let said = String::from_utf8(output.stdout).ok()?;
    said.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn unit_is_valid_and_shut_in() {
    if version().is_none_or(|it| it < SYSTEMD_MIN) {
        eprintln!("skipped: no systemd-analyze of version {SYSTEMD_MIN} or later");
        return;
    }
    let unit = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging/vigie.service");
    let unit = std::fs::read_to_string(unit).unwrap();
    assert!(unit.contains(INSTALLED), "{unit}");
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("vigie.service");
    // The program it starts has to exist.
    std::fs::write(&copy, unit.replace(INSTALLED, env!("CARGO_BIN_EXE_vigie"))).unwrap();
    let copy = copy.to_str().unwrap();
    for args in [
        &["verify", copy][..],
        &[
            "security",
            "--offline=true",
            "--threshold",
            EXPOSURE_MAX,
            copy,
        ],
    ] {
        let output = analyze(args).unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(output.status.success(), "{args:?}: {said}");
        // What systemd does not know it only mentions.
        assert!(!said.contains("nknown "), "{args:?}: {said}");
    }
}
