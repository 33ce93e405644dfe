//! What pages say, piece by piece, as a screen reader would meet it.

use insta::assert_snapshot;

use super::*;

#[track_caller]
fn page(name: &str) -> String {
    outline(super::page(Locale::En, name))
}

/// The outline of what is inside `main`.
fn main_of(name: &str) -> String {
    let outline = page(name);
    let from = outline.find("[main]").map_or(0, |at| at);
    let to = outline[from..]
        .rfind("\n[nav] Main navigation, at the bottom")
        .map_or(outline.len(), |at| from + at);
    outline[from..to].trim_end().to_owned()
}

#[test]
fn sign_in_outline() {
    assert_snapshot!(page("sign-in-refused"), @r#"
    page: Sign in · Vigie
    link: Skip to content -> #content
    [main]
      h1: Vigie
      p: Take up your watch.
      form -> /sign-in
        p: Unknown login or password. Check the capitals and try again.
        label: Login
        field: login (text) = camille
        label: Password
        field: password (password)
        button: Sign in
    "#);
}

#[test]
fn shell_outline() {
    assert_snapshot!(page("not-found"), @r#"
    page: This page does not exist · Aubrelac · Vigie
    link: Skip to content -> #content
    [nav] Main navigation
      p: Change organisation
      link: Aubrelac -> /settings/organisation
      form -> /workspaces/org_02
        button: Musée des Bateliers
      link: Organisation -> /settings/organisation
      link: Search Ctrl K -> /find
      link: Today -> /
      link: Listening -> /listen
      link: Sources -> /sources
      link: Archive -> /search
      link: Queries -> /queries
      link: Lists -> /lists
      link: Status -> /status
      link: Help -> /help
      link: Settings -> /settings
      link: 4 of 5 sources live -> /sources
      link: My account -> /settings
      link: Keyboard shortcuts -> /help/keys
      link: About Vigie -> /about
      form -> /sign-out
        button: Sign out
      link: Keyboard shortcuts -> /help/keys
    link: Search -> /find
    p: A new version of Vigie is ready.
    link: Reload -> /listen
    [main]
      h1: This page does not exist
      p: The address may be incomplete, or what it showed was removed.
      link: Today -> /
    [nav] Main navigation, at the bottom
      link: Home -> /
      link: Listening -> /listen
      link: Sources -> /sources
      link: More -> /more
    "#);
}

#[test]
fn column_form_outline() {
    assert_snapshot!(main_of("column-refused"), @r#"
    [main]
      h2: Edit the column
      form -> /columns/col_02/edit
        label: Name
        p: What the head of the column shows.
        field: title (text) = Patinoire
        label: Query
        p: Words, “phrases in quotes”, AND, OR, NOT, parentheses, prefix*, #hashtag, @account. The query language
        link: The query language -> /help/queries
        field: text (textarea)
        button: Add )
        button: Remove OU
        p: The column keeps its last valid query until this one is valid.
        link: Cancel -> /listen/brd_01
        button: Save the column
    "#);
}

#[test]
fn queries_outline() {
    assert_snapshot!(main_of("queries"), @r#"
    [main]
      p: Every saved query: what it looks for, where it is shown and what it brings.
      [section]
        link: Query -> /queries?sort=name&order=asc
        link: Shown on -> /queries?sort=place&order=asc
        link: Changed -> /queries?sort=changed&order=desc
        link: Posts in 24 h, sorted, largest first -> /queries?sort=count&order=asc
        caption: 3 queries of 3
        link: Query -> /queries?sort=name&order=asc
        link: Shown on -> /queries?sort=place&order=asc
        link: Changed -> /queries?sort=changed&order=desc
        link: Posts in 24 h , sorted, largest first -> /queries?sort=count&order=asc
        link: Patinoire des Îles -> /queries/qry_02
        td: Ville au quotidien
        link: Ville au quotidien -> /listen/brd_01#col_02
        td: 23 h Camille R.
        td: 117
        picture: 117 messages in 24 hours; at most 41, between 9:00 am and 10:00 am
        link: École et cantine -> /queries/qry_01
        td: Ville au quotidien also in “Veille scolaire”
        link: Ville au quotidien -> /listen/brd_01#col_01
        td: 11 h Camille R.
        td: 11
        picture: 11 messages in 24 hours; at most 5, between 8:00 am and 9:00 am
        link: Inondation -> /queries/qry_03
        td: Ville au quotidien
        link: Ville au quotidien -> /listen/brd_01#col_03
        td: 1 d
        td: 1
        picture: One message in 24 hours
        p: Download as CSV
        link: Download as CSV -> /queries.csv
    "#);
}

#[test]
fn sources_outline() {
    assert_snapshot!(main_of("sources"), @r#"
    [main]
      p: “Bluesky” is now listened to.
      p: What Vigie listens to, since when, and what it missed.
      [section]
        link: Source, sorted, smallest first -> /sources?sort=name&order=desc
        link: State -> /sources?sort=state&order=asc
        link: Messages received -> /sources?sort=received&order=desc
        link: Last received -> /sources?sort=last&order=desc
        link: Set aside -> /sources?sort=dropped&order=desc
        link: Gaps -> /sources?sort=gaps&order=desc
        caption: Sources listened to, 5 of 5
        link: Source , sorted, smallest first -> /sources?sort=name&order=desc
        link: State -> /sources?sort=state&order=asc
        link: Messages received -> /sources?sort=received&order=desc
        link: Last received -> /sources?sort=last&order=desc
        link: Set aside -> /sources?sort=dropped&order=desc
        link: Gaps -> /sources?sort=gaps&order=desc
        link: Aubrelac, bac à sable -> /sources/src_03
        td: catching up
        td: 48,113
        td: 14 min
        td: 0
        td: 0
        link: Bluesky -> /sources/src_01
        td: live
        td: 1,284,530
        td: now
        td: 212
        td: 0
        link: La Gazette des quais -> /sources/src_02
        td: next try in 8 s The site did not answer in time.
        p: The site did not answer in time.
        td: 1,204
        td: 7 min
        td: 3
        td: 1
        link: lac.example -> /sources/src_04
        td: paused
        td: 9,310
        td: 21 min
        td: 0
        td: 0
        link: Le Lac libre -> /sources/src_05
        td: stopped The site did not answer in time.
        p: The site did not answer in time.
        td: 87
        td: 28 min
        td: 1
        td: 0
        p: Download as CSV
        link: Download as CSV -> /sources.csv
    "#);
}

#[test]
fn source_new_outline() {
    assert_snapshot!(main_of("source-refused"), @r#"
    [main]
      h2: A newspaper or a site
      p: The address of an RSS, Atom or JSON feed.
      form -> /sources
        label: Address
        p: For example: https://journal.example/rss.xml
        field: address (url) = gazette
        p: An address starts with https:// or http://.
        label: Name optional
        p: How to recognise it in the columns. Empty: its address.
        field: name (text) = 
        p: Listening begins at once. What was said before is heard only if the network keeps it.
        link: Choose something else -> /sources/new
        button: Add
    "#);
}

#[test]
fn listen_outline_of_the_paused_column() {
    let outline = main_of("listen");
    let from = outline.find("[section] Column Patinoire").unwrap();
    let to = outline.find("[section] Column Musée").unwrap();
    assert_snapshot!(outline[from..to].trim_end(), @r#"
    [section] Column Patinoire des Îles
        h2: Patinoire des Îles
        form -> /columns/col_02/pause
          button: Resume Patinoire des Îles
        link: Edit the query of Patinoire des Îles -> /columns/col_02/edit
        button: Move on this board M
        form -> /columns/col_02/move
          button: Move left
        form -> /columns/col_02/move
          button: Move right
        link: Move to another board -> /columns/col_02/move
        link: Open in the query builder -> /queries/qry_02
        link: View as a table -> /columns/col_02
        form -> /columns/col_02/remove
          button: Remove the column
        p: 183 in 24 h ×4.2
        picture: 183 messages in 24 hours; at most 98, between 9:00 am and 10:00 am
        form -> /columns/col_02/pause
          button: Resume
        button: .
        post
          link: 9 min, View on Sandbox -> https://social.example/kevind/9
          p: Patinoire fermée ce matin, panne de froid apparemment. Les cours de 17 h sont maintenus ou pas ?
          found: Patinoire
          link: Actions on the message of Kévin D. -> /columns/col_02/posts/90
        post
          link: 12 min, View on Sandbox -> https://social.example/ines/12
          p: Porte close à la Patinoire… on avait réservé pour l’anniversaire de Lina à 14 h, 12 enfants.
          found: Patinoire
          link: Actions on the message of Inès -> /columns/col_02/posts/89
        post
          link: 31 min, View on Sandbox -> https://social.example/patinoire/31
          p: Fermeture exceptionnelle aujourd’hui à la Patinoire : notre groupe froid est en panne. Les techniciens sont sur place, point à 12 h.
          found: Patinoire
          link: Actions on the message of Patinoire des Îles -> /columns/col_02/posts/88
        post
          link: 58 min, View on Sandbox -> https://social.example/romane/58
          p: Quelqu’un sait comment se faire rembourser une séance à la Patinoire d’Aubrelac ?
          found: Patinoire
          link: Actions on the message of Romane -> /columns/col_02/posts/87
        post
          link: 1 h, View on Sandbox -> https://social.example/mael/83
          p: Pas de Patinoire, donc révision du bac. Merci la panne.
          found: Patinoire
          link: Actions on the message of Maël -> /columns/col_02/posts/86
        link: Older messages -> /columns/col_02?before=86
    "#);
}

#[test]
fn many_silent_sources_and_gaps_are_told_in_few_lines() {
    let cx = samples::cx(Locale::En, Theme::Light);
    let all = samples::troubles();
    let told = |n: usize| crate::kit::state::troubles(&cx, &all[..n]).into_string();
    assert_eq!(told(2).matches("class=\"strip").count(), 2);
    assert_snapshot!(outline(&told(all.len())), @"
    p: 4 sources are silent. La Gazette des quais, Bluesky, Le Lac libre and 1 other. Missed messages will be caught up if their network keeps them.
    link: See the sources -> /sources?sort=state
    ");

    let mut board = samples::board();
    board.troubles.clear();
    board.columns[0].gaps = vec![samples::gap_view(); 5];
    let view = crate::pages::listen::Listen {
        board: &board,
        done: None,
    };
    let html = crate::pages::listen::page(&cx, &view).into_string();
    let (shown, more) = html.split_once("gaps-more").unwrap();
    assert_eq!(shown.matches("/fill\"").count(), 2);
    assert!(more.contains("3 other interruptions"));
}

#[test]
fn column_that_failed_says_so_and_the_others_live() {
    let html = super::page(Locale::En, "listen-failed");
    let columns: Vec<&str> = html.split("<section class=\"panel col\"").skip(1).collect();
    let (failed, others) = columns.split_first().unwrap();
    assert!(failed.contains("This column could not be read"));
    assert!(failed.contains("data-recover"), "one can try again");
    assert!(failed.contains("/remove\""), "its menu works");
    assert!(!failed.contains("<article"));
    assert!(others.iter().all(|it| !it.contains("data-unread")));
    assert!(others.iter().any(|it| it.contains("<article")));
}

#[test]
fn listen_says_since_when_and_by_how_much_a_column_spikes() {
    let outline = main_of("listen");
    let said = outline.lines().find(|it| it.contains("Unusual spike"));
    assert_snapshot!(
        said.map_or("", str::trim),
        @"p: Unusual spike, “Patinoire des Îles”. 158 messages since 8:00 am, 4.2 times the baseline."
    );
}

#[test]
fn listen_without_script_can_do_everything() {
    let all = elements(super::page(Locale::En, "listen"));
    let leads = |prefix: &str, ending: &str| {
        all.iter()
            .filter_map(|it: &Element| it.attribute("href").or(it.attribute("action")))
            .any(|it| it.starts_with(prefix) && it.ends_with(ending))
    };
    assert!(
        leads("/listen/", "/columns/new")
            && leads("/columns/", "/edit")
            && leads("/columns/", "/pause")
    );
    assert!(leads("/columns/", "/remove") && leads("/listen/", "/pause") && leads("/sources", ""));
}

/// An outline without the figures of its tables.
fn said(name: &str) -> String {
    let lines = main_of(name);
    let kept = lines
        .lines()
        .filter(|it| !it.trim_start().starts_with("td: "));
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn home_outline() {
    assert_snapshot!(said("home"), @r#"
    [main]
      [section]
        h2: To do now
        p: most urgent first
        h3: Spike on “Patinoire des Îles”: 102 messages since 7:40 am
        p: 4.2 times the baseline of these hours.
        link: See the spike -> /listen/brd_01#col_02
        h3: “Le Lac libre” has been stopped since yesterday at 8:52 am
        p: Reason: access is refused. What it publishes is no longer heard; everything else goes on.
        link: See the source -> /sources/src_05
        h3: “La Gazette des quais” has not been heard since 9:41 am
        p: Reason: the network did not answer. Vigie keeps trying; what was missed is caught up if the network keeps it.
        link: See the source -> /sources/src_01
      [section]
        h2: Since yesterday at 6:00 pm
        p: 615 messages, 31 questions
        picture: 615 messages since yesterday at 6:00 pm; at most 46, from 9:20 am to 9:36 am; team away from 11:30 pm to 5:30 am; spike of Patinoire des Îles at 9:38 am; spike of Quai Est at 5:10 am
        caption: Messages by 15 min since yesterday at 6:00 pm
        h3: Patinoire des Îles
        link: Patinoire des Îles -> /listen/brd_01#col_02
        p: 184 messages, ×4.2
        p: Patinoire fermée ce matin, panne de froid apparemment. Les cours de 17 h sont maintenus ou pas ?
        p: Porte close à la Patinoire… on avait réservé pour l’anniversaire de Lina à 14 h, 12 enfants.
        h3: Quai Est
        link: Quai Est -> /listen/brd_01#col_03
        p: 38 messages, ×2.1
        p: Le sentier du bord de lac est rouvert entre le pont aux Grives et l’île aux Peupliers. Merci aux agents de #Aubrelac !
        h3: Musée des Mariniers
        link: Musée des Mariniers -> /listen/brd_01#col_04
        p: 26 messages
        p: @mairie la collecte des bacs jaunes est-elle bien décalée à vendredi à cause du 11 novembre ? Rien sur le calendrier de la rue des Bateliers.
      [section]
        h2: Rising subjects
        p: 24 h, all columns
        link: groupe froid -> /columns/new?kind=query&value=%22groupe+froid%22
        picture: 112 messages in 24 hours; at most 72, between 9:00 am and 10:00 am
        link: remboursement -> /columns/new?kind=query&value=%22remboursement%22
        picture: 61 messages in 24 hours; at most 40, between 9:00 am and 10:00 am
        link: vigilance crue -> /columns/new?kind=query&value=%22vigilance+crue%22
        picture: 38 messages in 24 hours; at most 3, between 11:00 pm and 12:00 am
        link: film de la gabare -> /columns/new?kind=query&value=%22film+de+la+gabare%22
        picture: 38 messages in 24 hours; at most 3, between 11:00 pm and 12:00 am
      [section]
        h2: Notable messages
        link: Open listening -> /listen
        post
          link: 2 min, View on Bluesky -> https://social.example/collectifdesquais.example/2
          p: Le sentier du bord de lac est rouvert entre le pont aux Grives et l’île aux Peupliers. Merci aux agents de #Aubrelac !
          found: #Aubrelac
          link: ALT -> /columns/col_02/posts/40/pictures/1
          image: Sentier sablonneux le long du lac au lever du jour, pont de pierre au fond
          link: Actions on the message of Collectif des quais -> /columns/col_02/posts/40
        post
          link: 6 min, View on Mastodon -> https://social.example/brume@quais.example/6
          p: Replying to Ville d’Aubrelac
          p: La collecte des déchets change cette semaine.
          p: @mairie la collecte des bacs jaunes est-elle bien décalée à vendredi à cause du 11 novembre ? Rien sur le calendrier de la rue des Bateliers.
          link: @mairie -> https://quais.example/@mairie
          found: @mairie
          link: Actions on the message of Brume -> /columns/col_02/posts/39
      [section]
        h2: Your columns
        link: Open listening -> /listen
        h3: Au quotidien
        link: Aubrelac, mentions -> /listen/brd_01#col_01
        link: Patinoire des Îles -> /listen/brd_01#col_02
        link: Musée des Mariniers -> /listen/brd_01#col_03
        h3: Événements
        link: Marché de Noël -> /listen/brd_02#col_04
      [section]
        h2: Sources
        link: See all -> /sources
        link: La Gazette des quais -> /sources/src_02
        link: Le Lac libre -> /sources/src_05
      [section]
        h2: Gaps in listening
        link: La Gazette des quais -> /sources/src_01
    "#);
}

#[test]
fn home_outline_when_nothing_waits() {
    assert_snapshot!(said("home-calm"), @r#"
    [main]
      [section]
        h2: To do now
        h3: Nothing is waiting for you
        p: The night was calm: 13 messages. No question.
      [section]
        h2: Since yesterday at 6:00 pm
        p: 13 messages, no question
        picture: 13 messages since yesterday at 6:00 pm; at most 2, from 9:04 am to 9:20 am; team away from 11:30 pm to 5:30 am
        caption: Messages by 15 min since yesterday at 6:00 pm
      [section]
        h2: Rising subjects
        p: 24 h, all columns
        p: No word comes up more than usual.
      [section]
        h2: Notable messages
        link: Open listening -> /listen
        p: No message stood out since yesterday at 6:00 pm.
      [section]
        h2: Your columns
        link: Open listening -> /listen
        h3: Au quotidien
        link: Aubrelac, mentions -> /listen/brd_01#col_01
        link: Patinoire des Îles -> /listen/brd_01#col_02
        link: Musée des Mariniers -> /listen/brd_01#col_03
        h3: Événements
        link: Marché de Noël -> /listen/brd_02#col_04
      [section]
        h2: Sources
        link: See all -> /sources
        link: La Gazette des quais -> /sources/src_02
        link: Le Lac libre -> /sources/src_05
      [section]
        h2: Gaps in listening
        p: No gap since yesterday at 6:00 pm.
    "#);
}

/// The outline of a part of `main`, up to the next one.
fn section_of(name: &str, section: &str) -> String {
    let main = main_of(name);
    let from = main.find(&format!("[section] {section}")).unwrap();
    let rest = &main[from..];
    let to = rest[1..].find("[section]").map_or(rest.len(), |at| at + 1);
    let figures = |line: &&str| !line.trim_start().starts_with("td:");
    let lines: Vec<&str> = rest[..to].trim_end().lines().filter(figures).collect();
    lines.join("\n")
}

#[test]
fn query_under_construction_outline() {
    assert_snapshot!(section_of("query", "Query"), @r#"
    [section] Query
        h2: Query
        button: Undo
        button: Redo
        label: Blocks
        field: way (radio) = blocks
        label: Text
        field: way (radio) = text
        form -> /queries/qry_02
          label: Name of the query
          field: title (text) = Patinoire des Îles
          legend: Talks about at least one of these words
          button: This word only
          button: All its forms
          button: All that begins so
          button: Remove patinoire
          button: Remove “piste de glace”
          button: Remove #PatinoireDesIles
          button: This word only
          button: All its forms
          button: All that begins so
          button: Remove patin*
          button: Add to “Talks about”
          field: add-g0 (text)
          p: AND
          legend: Around here at least one of these places or accounts
          button: Remove “Saint-Aubin”
          button: Remove @SaintAubin
          button: Remove “les Îles”
          button: Add to “Around here”
          field: add-g1 (text)
          p: NOT
          legend: Leave out if any of these words appears
          button: Remove “Saint-Aubin-des-Ormes”
          button: This word only
          button: All its forms
          button: All that begins so
          button: Remove hockey
          button: This word only
          button: All its forms
          button: All that begins so
          button: Remove roller
          button: Add to “Leave out”
          field: add-w (text)
          legend: Filters
          button: Bluesky: heard
          button: Mastodon: heard
          button: Facebook: heard
          button: Instagram: heard
          button: Press: heard
          button: English
          button: Without reposts
          button: Without our accounts
          button: Add to “Filters”
          field: add-f1 (text)
          label: The same as text
          p: Words, “phrases in quotes”, AND, OR, NOT, parentheses, prefix*, #hashtag, @account. The query language
          link: The query language -> /help/queries
          field: text (textarea)
          p: Vigie understands: (patinoire~ OR "piste de glace" OR #PatinoireDesIles OR patin*) AND (Saint-Aubin OR @SaintAubin OR "les Îles") AND lang:en NOT (Saint-Aubin-des-Ormes OR hockey OR roller OR is:repost)
          p: “patinoire~” finds every form of this word, such as patinoire, patinoires.
          button: Show the preview
          button: Copy the query
    "#);
}

#[test]
fn query_that_is_new_outline() {
    assert_snapshot!(main_of("query-new"), @r#"
    [main]
      [section] Query
        h2: Query
        button: Undo
        button: Redo
        label: Blocks
        field: way (radio) = blocks
        label: Text
        field: way (radio) = text
        form -> /queries/new
          label: Name of the query
          p: What the head of the column shows.
          field: title (text) = 
          legend: Talks about at least one of these words
          button: Add to “Talks about”
          field: add-g0 (text)
          p: AND
          legend: Around here at least one of these places or accounts
          button: Add to “Around here”
          field: add-g1 (text)
          p: NOT
          legend: Leave out if any of these words appears
          button: Add to “Leave out”
          field: add-w (text)
          legend: Filters
          button: Bluesky: heard
          button: Mastodon: heard
          button: Facebook: heard
          button: Instagram: heard
          button: Press: heard
          button: English
          button: Without reposts
          button: Without our accounts
          button: Add to “Filters”
          field: add-f0 (text)
          label: The same as text
          p: Words, “phrases in quotes”, AND, OR, NOT, parentheses, prefix*, #hashtag, @account. The query language
          link: The query language -> /help/queries
          field: text (textarea)
          button: Show the preview
          button: Copy the query
      [section] Preview over 30 days
        h2: Preview over 30 days
        p: Where to start?
        p: Write a word in “Talks about”: the preview fills as you go.
    "#);
}

#[test]
fn near_misses_outline() {
    assert_snapshot!(section_of("query-near", "Preview"), @r#"
    [section] Preview over 30 days
        h2: Preview over 30 days
        label: Chart
        field: show (radio) = chart
        label: Table
        field: show (radio) = table
        caption: Posts by the day
        [nav] Posts of the preview
          link: Found 1,095 -> /queries/qry_02?text=%28patinoire%7E+OR+%22piste+de+glace%22+OR+%23PatinoireDesIles+OR+patin*%29+AND+%28Saint-Aubin+OR+%40SaintAubin+OR+%22les+%C3%8Eles%22%29+NOT+Saint-Aubin-des-Ormes&title=Patinoire+des+%C3%8Eles&tab=found
          link: Rejected by NOT 368 -> /queries/qry_02?text=%28patinoire%7E+OR+%22piste+de+glace%22+OR+%23PatinoireDesIles+OR+patin*%29+AND+%28Saint-Aubin+OR+%40SaintAubin+OR+%22les+%C3%8Eles%22%29+NOT+Saint-Aubin-des-Ormes&title=Patinoire+des+%C3%8Eles&tab=rejected
          link: Near misses 41 -> /queries/qry_02?text=%28patinoire%7E+OR+%22piste+de+glace%22+OR+%23PatinoireDesIles+OR+patin*%29+AND+%28Saint-Aubin+OR+%40SaintAubin+OR+%22les+%C3%8Eles%22%29+NOT+Saint-Aubin-des-Ormes&title=Patinoire+des+%C3%8Eles&tab=near
        post
          link: 9 min, View on Sandbox -> https://social.example/kevind/9
          p: Patinoire fermée ce matin, panne de froid apparemment. Les cours de 17 h sont maintenus ou pas ?
          found: Patinoire
          form -> /queries/qry_02/judge
            button: Relevant
            button: Off topic
        post
          link: 12 min, View on Sandbox -> https://social.example/ines/12
          p: Porte close à la Patinoire… on avait réservé pour l’anniversaire de Lina à 14 h, 12 enfants.
          found: Patinoire
          form -> /queries/qry_02/judge
            button: Judged relevant. Take this judgement back
        post
          link: 31 min, View on Sandbox -> https://social.example/patinoire/31
          p: Fermeture exceptionnelle aujourd’hui à la Patinoire : notre groupe froid est en panne. Les techniciens sont sur place, point à 12 h.
          found: Patinoire
          form -> /queries/qry_02/judge
            button: Judged off topic. Take this judgement back
        post
          link: 58 min, View on Sandbox -> https://social.example/romane/58
          p: Quelqu’un sait comment se faire rembourser une séance à la Patinoire d’Aubrelac ?
          found: Patinoire
          form -> /queries/qry_02/judge
            button: Relevant
            button: Off topic
        post
          link: 1 h, View on Sandbox -> https://social.example/mael/83
          p: Pas de Patinoire, donc révision du bac. Merci la panne.
          found: Patinoire
          form -> /queries/qry_02/judge
            button: Relevant
            button: Off topic
    "#);
}

#[test]
fn versions_outline() {
    assert_snapshot!(main_of("query-versions"), @r#"
    [main]
      h2: Versions of “Patinoire des Îles”
      p: Every save stays here. Returning to a version makes a new one: nothing is lost.
      h2: Version 4
      h2: Version 3
      form -> /queries/qry_02/return
        button: Return to this version
      h2: Version 2
      form -> /queries/qry_02/return
        button: Return to this version
      p: Was called “Glace”
      h2: Version 1
      form -> /queries/qry_02/return
        button: Return to this version
      p: First version
    "#);
}

#[test]
fn search_outline() {
    let main = main_of("search-table");
    let is_told =
        |line: &&str| !line.contains("(checkbox)") && !line.trim_start().starts_with("td:");
    let mut lines: Vec<&str> = main.lines().filter(is_told).collect();
    // Each row says why.
    lines.dedup();
    assert_snapshot!(lines.join("\n"), @r#"
    [main]
      form -> /search
        label: Search all that was heard
        field: q (search) = patinoire SAUF hockey
        p: The same language as columns: words, “phrases”, AND, OR, NOT, @account, #hashtag, since:2026-01-31. The query language
        link: The query language -> /help/queries
        button: Search
      h2: Refine, 1 choice
      legend: Network
      label: Bluesky 212
      label: Mastodon 148
      label: Press 61
      legend: Author
      label: @collectif.quais 31
      label: @brume@quais.example 22
      label: @gazette 19
      label: @nadege.traiteur 12
      label: @theo_l_ex 9
      label: @ines.en.loire 7
      label: @romane.file 4
      legend: Hashtag
      label: #saintaubin 88
      label: #patinoire 41
      legend: Language
      label: French 501
      label: English 22
      label: Breton 4
      legend: Media
      label: Image 133
      label: Video 17
      button: Apply
      link: Clear all -> /search?q=patinoire+SAUF+hockey&show=table
      [section] Results
        h2: 561 posts
        [nav] How results are shown
          link: Posts -> /search?q=patinoire+SAUF+hockey&lang=fr
          link: Table -> /search?q=patinoire+SAUF+hockey&lang=fr&show=table
        [section] When
          caption: Posts by the day
          label: From
          field: since (date)
          label: To
          field: until (date)
          button: Apply
        caption: Posts found, newest first
        link: Why? Open in the query builder -> /search/save?to=query&q=patinoire+SAUF+hockey&lang=fr
        [nav] Results
          link: Older -> /search?q=patinoire+SAUF+hockey&lang=fr&before=1794468540000000.pst_56&show=table
    "#);
}

#[test]
fn search_without_results_outline() {
    assert_snapshot!(main_of("search-none"), @r#"
    [main]
      form -> /search
        label: Search all that was heard
        field: q (search) = patinoire SAUF hockey
        p: The same language as columns: words, “phrases”, AND, OR, NOT, @account, #hashtag, since:2026-01-31. The query language
        link: The query language -> /help/queries
        button: Search
      h2: Refine, 1 choice
      button: Apply
      link: Clear all -> /search?q=patinoire+SAUF+hockey
      [section] Results
        h2: No post
        p: Nothing in sight
        p: Remove hockey to see 18 posts.
        link: Without hockey -> /search?q=patinoire&lang=fr
    "#);
}

#[test]
fn status_on_a_bad_morning_outline() {
    assert_snapshot!(main_of("status-bad"), @r#"
    [main]
      p: How this server is, at the moment the page was asked for.
      p: 900 MB are left on the disk. Make room before recording stops.
      p: The queue is nearly full: recording falls behind. Nothing is lost.
      p: The archive does not answer (the disk does not answer). It is opened again by itself, and nothing is lost. If this goes on, “vigie archive rebuild” makes it anew.
      p: The archive is full: its oldest month, July 2026, was removed 1 h ago. Give it more room with “archive.max_gb”.
      p: 1 task is stopped or was restarted. Nothing that was recorded is lost.
      [section]
        h2: Listening
      [section]
        h2: Sources
        link: See the sources -> /sources
        caption: Sources by state
        td: 1
        td: 1
        td: 2
        td: 1
      [section]
        h2: Server
      [section]
        h2: Archive
        form -> /status/purge
          button: Erase from the disk
        p: The archive is being built: 310,000 posts of 1,284,530. Nothing is lost.
      [section]
        h2: Tasks
        link: Task -> /status?sort=name&order=asc
        link: State -> /status?sort=state&order=asc
        link: Restarts, sorted, largest first -> /status?sort=restarts&order=asc
        link: Failures -> /status?sort=panics&order=desc
        caption: Tasks of the server
        link: Task -> /status?sort=name&order=asc
        link: State -> /status?sort=state&order=asc
        link: Restarts , sorted, largest first -> /status?sort=restarts&order=asc
        link: Failures -> /status?sort=panics&order=desc
        td: stopped
        td: 4
        td: 2
        td: over
        td: 0
        td: 0
        td: running
        td: 0
        td: 0
        p: Download as CSV
        link: Download as CSV -> /status.csv
    "#);
}
