use super::*;

const MOUNTS: &str = "\
23 28 0:21 / /proc rw,nosuid shared:12 - proc proc rw
28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 28 0:40 / /srv/team\\040files rw shared:3 - nfs4 nas:/team rw,vers=4.2
32 31 8:2 / /srv/team\\040files/local rw - xfs /dev/sdb1 rw
33 28 0:41 / /srv/old rw - ext4 /dev/sdc1 rw
34 33 0:42 / /srv/old rw - cifs //nas/old rw
a line of another time
";

#[test]
fn folder_is_on_the_deepest_mount_above_it() {
    for (folder, kind) in [
        ("/var/lib/vigie", Some("ext4")),
        ("/srv/team files/vigie", Some("nfs4")),
        ("/srv/team files/local/vigie", Some("xfs")),
        ("/srv/team files2", Some("ext4")),
        ("/srv/old", Some("cifs")),
        ("relative", None),
    ] {
        assert_eq!(file_system(MOUNTS, Path::new(folder)), kind, "{folder}");
    }
}

#[test]
fn network_file_systems_are_told_from_local_ones() {
    for kind in ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"] {
        assert!(is_network(kind), "{kind}");
    }
    for kind in [
        "ext4",
        "xfs",
        "btrfs",
        "tmpfs",
        "overlay",
        "zfs",
        "fuse.gvfsd-fuse",
        "apfs",
    ] {
        assert!(!is_network(kind), "{kind}");
    }
}

#[test]
fn path_is_what_follows_the_scheme() {
    for (url, path_found) in [
        ("sqlite:vigie.db", Some("vigie.db")),
        ("sqlite:/var/lib/vigie.db", Some("/var/lib/vigie.db")),
        ("sqlite:///var/lib/vigie.db", Some("/var/lib/vigie.db")),
        ("sqlite:été ?.db", Some("été ?.db")),
        ("sqlite:", None),
        ("sqlite://", None),
        ("file:vigie.db", None),
    ] {
        assert_eq!(path(url), path_found.map(Path::new), "{url}");
    }
}
