use std::io::Write as _;

use super::*;

fn npy(kind: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    let header = format!("{{'descr': '<{kind}', 'fortran_order': False, 'shape': (2,), }}\n");
    bytes.extend_from_slice(&(header.len() as u16).to_le_bytes());
    bytes.extend_from_slice(header.as_bytes());
    bytes.extend_from_slice(body);
    bytes
}

fn wide(texts: &[&str]) -> Vec<u8> {
    let mut body = Vec::new();
    for text in texts {
        let mut letters: Vec<u32> = text.chars().map(u32::from).collect();
        letters.resize(3, 0);
        body.extend(letters.iter().flat_map(|letter| letter.to_le_bytes()));
    }
    body
}

fn archive(path: &Path, members: &[(&str, Vec<u8>)]) {
    let mut writer = zip::ZipWriter::new(File::create(path).expect("a file"));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("an archive");
}

#[test]
fn an_archive_reads_as_it_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pairs.npz");
    let floats: Vec<u8> = [1.5_f32, -200.25].iter().flat_map(|own| own.to_le_bytes()).collect();
    let members = [
        ("w.npy", npy("f4", &floats)),
        ("l.npy", npy("U3", &wide(&["a1", "ä12"]))),
        ("r.npy", npy("U3", &wide(&["b", ""]))),
    ];
    archive(&path, &members);
    let seen = open(&path).expect("arrays");
    assert_eq!(seen.weights, [1.5, -200.25]);
    assert_eq!(seen.left, ["a1", "ä12"]);
    assert_eq!(seen.right, ["b", ""]);
    let short = [members[0].clone(), members[1].clone(), ("r.npy", npy("U3", &wide(&["b"])))];
    archive(&path, &short);
    assert!(open(&path).expect_err("short").to_string().contains("differ in length"));
    archive(&path, &members[..2]);
    assert!(open(&path).expect_err("missing").to_string().contains("has no r.npy"));
}

#[test]
fn other_arrays_are_refused() {
    assert!(numbers(b"\x93NUMPY\x01\x00\xff\xff{").is_err());
    assert!(numbers(&npy("i8", &[0; 16])).is_err());
    assert!(texts(&npy("U0", &[])).is_err());
    assert!(texts(&npy("f4", &[0; 8])).is_err());
    assert_eq!(numbers(&npy("f8", &2.5_f64.to_le_bytes())).expect("a double"), [2.5]);
    let mut other_order = npy("f8", &2.5_f64.to_be_bytes());
    let sign = other_order.iter().position(|byte| *byte == b'<').expect("a sign");
    other_order[sign] = b'>';
    assert!(numbers(&other_order).is_err());
}
