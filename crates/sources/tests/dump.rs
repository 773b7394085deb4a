use bonafide_sources::*;
#[test]
fn dump() {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let r = read(&[root], &Options::default()).unwrap();
    for f in &r.files {
        println!(
            "{} {:?} {:?} read {} aside {} {:?}..{:?}",
            f.name,
            f.source.as_ref().map(|s| s.as_str()),
            f.mapping,
            f.read,
            f.set_aside,
            f.first,
            f.last
        );
    }
    for u in &r.unread {
        println!("UNREAD {} : {} | {}", u.file, u.why, u.hint);
    }
    for s in &r.set_aside {
        println!("ASIDE {:?}", s);
    }
    println!("{:?} newest {:?}", r.dropped, r.newest);
    for (i, row) in r.rows.iter().enumerate() {
        if row.source.as_str() == "greenhouse" {
            continue;
        }
        println!(
            "{} {} {:?} {:?} {:?} {:?} {:?} {:?}",
            row.source,
            row.key,
            row.kind,
            row.name,
            row.statements.iter().map(|s| s.0.clone()).collect::<Vec<_>>(),
            row.role,
            row.from,
            row.to
        );
        for v in r.values.iter().filter(|v| v.row.0 as usize == i) {
            println!("     {:?} {} [{}]", v.role, v.form.key(), v.citation.field);
        }
    }
}
