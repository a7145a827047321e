//! Index and lexicon files with a valid checksum and any body: they are refused, or can be searched.
#![no_main]

use libfuzzer_sys::fuzz_target;
use virker::search::{Index, Lexicon, hash};

fn file(kind: &[u8; 16], body: &[u8]) -> Vec<u8> {
    let mut file = kind.to_vec();
    file.extend(7_u64.to_le_bytes());
    file.extend(hash(body).to_le_bytes());
    file.extend(body);
    file
}

fuzz_target!(|input: (&[u8], &[u8], &str)| {
    let (index, lexicon, query) = input;
    let lexicon = Lexicon::from_bytes(&file(b"virker lexicon1\n", lexicon), 7);
    let index = Index::from_bytes(&file(b"virker index  1\n", index), 7);
    if let Ok(mut index) = index {
        assert!(Index::from_bytes(&index.to_bytes(), 7).is_ok());
        if let Ok(lexicon) = lexicon {
            index.add_lexicon(lexicon);
        }
        let found = index.search(query, false);
        let _ = index.marks(query, &found);
        for hit in &found.hits {
            let _ = index.reasons(hit.entry, &found);
        }
    }
});
