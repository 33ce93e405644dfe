use insta::assert_snapshot;
use serde_json::Value;

use crate::vigie::{run, run_with, stderr, stdout};

fn json(output: &std::process::Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|it| panic!("{it}: {}", stderr(output)))
}

#[test]
fn inspect_text_answers_a_line_for_a_line() {
    let input = "{\"id\":7,\"text\":\"L’hôpital #SaintAubin @lea https://exemple.fr/a\"}\n\n{\"id\":\"x\",\"text\":\"\"}\n";
    let output = run_with(&["inspect", "text"], input.as_bytes());
    assert!(output.status.success(), "{}", stderr(&output));
    let lines: Vec<Value> = stdout(&output)
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["id"], &lines[1]["id"]),
        (&Value::from(7), &Value::from("x"))
    );
    let terms: Vec<&str> = lines[0]["tokens"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["term"].as_str().unwrap())
        .collect();
    assert!(
        terms.contains(&"hopital") && terms.contains(&"#saintaubin"),
        "{terms:?}"
    );
    let tag = &lines[0]["hashtags"][0];
    let (start, end) = (
        tag["start"].as_u64().unwrap() as usize,
        tag["end"].as_u64().unwrap() as usize,
    );
    assert_eq!(
        &"L’hôpital #SaintAubin @lea https://exemple.fr/a"[start..end],
        "#SaintAubin"
    );
}

#[test]
fn inspect_text_says_which_line_is_wrong() {
    let output = run_with(&["inspect", "text"], b"{\"text\":\"ok\"}\nnot json\n");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("line 2"), "{}", stderr(&output));
    assert!(stderr(&output).contains("hint:"), "{}", stderr(&output));
}

#[test]
fn query_check_points_at_the_place_and_mends() {
    let good = run(&[
        "query",
        "check",
        "patinoire ET (fermée OU panne)",
        "--lang",
        "fr",
    ]);
    assert!(good.status.success());
    assert_snapshot!(stdout(&good).trim(), @"patinoire ET (fermée OU panne)");
    let bad = run(&["query", "check", "(patinoire OR fermée", "--json"]);
    assert_eq!(bad.status.code(), Some(3));
    let said = json(&bad);
    assert_eq!(said["valid"], Value::Bool(false));
    assert_eq!(
        (
            said["diagnostics"][0]["start"].as_u64(),
            said["diagnostics"][0]["severity"].as_str()
        ),
        (Some(0), Some("error"))
    );
}

#[test]
fn query_eval_reads_the_file_format_and_prints_ids() {
    let dir = tempfile::tempdir().unwrap();
    let (corpus, queries) = (dir.path().join("c.jsonl"), dir.path().join("q.json"));
    std::fs::write(
        &corpus,
        "{\"id\":\"1\",\"text\":\"La Patinoire\"}\n{\"id\":\"2\",\"text\":\"le colis\"}\n",
    )
    .unwrap();
    std::fs::write(
        &queries,
        r#"{"queries":[{"query":"patinoire"},{"query":"la OR le"}]}"#,
    )
    .unwrap();
    for engine in ["naive", "matcher"] {
        let output = run(&[
            "query",
            "eval",
            "--engine",
            engine,
            "--corpus",
            corpus.to_str().unwrap(),
            "--queries",
            queries.to_str().unwrap(),
        ]);
        assert_eq!(
            stdout(&output).trim(),
            r#"{"la OR le":["1","2"],"patinoire":["1"]}"#,
            "{engine}"
        );
    }
}

#[test]
fn config_example_is_a_right_configuration() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("vigie.toml");
    std::fs::write(&file, run(&["config", "example"]).stdout).unwrap();
    let output = run(&[
        "config",
        "check",
        "--config",
        file.to_str().unwrap(),
        "--json",
    ]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(json(&output)["listen"], Value::from("127.0.0.1:8080"));
    std::fs::write(&file, "[http]\nlisten = 12\n").unwrap();
    let wrong = run(&["config", "check", "--config", file.to_str().unwrap()]);
    assert_eq!(wrong.status.code(), Some(3));
    assert!(stderr(&wrong).contains("line 2"), "{}", stderr(&wrong));
}

#[test]
fn inspect_feed_prints_what_was_understood() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("feed.xml");
    let rss = "<rss version=\"2.0\"><channel><title>La Gazette</title><item><guid>a1</guid><title>Crue &amp; vigilance</title>\
               <link>https://gazette.example/a1</link><description>&lt;b&gt;Le lac&lt;/b&gt; monte</description></item></channel></rss>";
    std::fs::write(&file, rss).unwrap();
    let said = json(&run(&["inspect", "feed", file.to_str().unwrap()]));
    assert_eq!(said["title"], Value::from("La Gazette"));
    assert_eq!(said["items"][0]["title"], Value::from("Crue & vigilance"));
    std::fs::write(&file, "<html><body>404</body></html>").unwrap();
    assert_eq!(
        run(&["inspect", "feed", file.to_str().unwrap()])
            .status
            .code(),
        Some(3)
    );
}

#[test]
fn house_of_the_command_line_is_set_up_listened_and_examined() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let early = run(&["source", "list", "--data", data]);
    assert_eq!(early.status.code(), Some(3));
    assert!(stderr(&early).contains("hint:"), "{}", stderr(&early));
    let set_up = run_with(
        &[
            "setup",
            "--data",
            data,
            "--org",
            "Aubrelac",
            "--login",
            "camille",
            "--name",
            "Camille R.",
        ],
        b"correct horse battery\n",
    );
    assert!(set_up.status.success(), "{}", stderr(&set_up));
    let added = run(&[
        "source",
        "add",
        "--data",
        data,
        "feed",
        "https://gazette.example/feed.xml",
    ]);
    assert!(added.status.success(), "{}", stderr(&added));
    let id = stdout(&added).trim().to_owned();
    let list = json(&run(&["source", "list", "--data", data, "--json"]));
    assert_eq!(list["sources"][0]["id"], Value::from(id.as_str()));
    let refused = run(&[
        "source",
        "add",
        "--data",
        data,
        "feed",
        "http://169.254.169.254/latest",
    ]);
    assert_eq!(refused.status.code(), Some(3), "{}", stderr(&refused));
    assert!(
        run(&["source", "remove", "--data", data, &id])
            .status
            .success()
    );
    let doctor = json(&run(&["doctor", "--data", data, "--json"]));
    assert_eq!(doctor["ok"], Value::Bool(true), "{doctor}");
}

#[test]
fn taken_port_is_a_clear_message_with_the_way_out() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let output = run(&[
        "demo",
        "--port",
        &port.to_string(),
        "--data",
        data.to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        stderr(&output).contains("already taken") && stderr(&output).contains("--port"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn help_teaches_every_command() {
    for args in [
        &["--help"][..],
        &["replay", "--help"],
        &["source", "add", "--help"],
        &["query", "eval", "--help"],
    ] {
        let output = run(args);
        assert!(output.status.success());
        assert!(stdout(&output).contains("Usage:"), "{args:?}");
    }
    assert_eq!(run(&["nonsense"]).status.code(), Some(2));
}
