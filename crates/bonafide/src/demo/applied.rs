//! Stories of CVs: texts and files behind several names, and honest people whose CVs look alike.

use super::access::uuid;
use super::cast::Cast;
use super::cv::{Format, Resume, text};
use super::invent::{Identity, Post, Random};

/// Three names, three lists of employers, one text: each copy leaves out another bullet.
pub fn cloned_cv(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(3)?;
    let posts = players.first()?.applicant.posts.clone();
    let words = cast.random.draw();
    for (copy, player) in players.iter_mut().enumerate() {
        let renamed = |post: &Post| Post { company: Identity::firm(&mut cast.random), ..post.clone() };
        player.applicant.posts = posts.iter().map(renamed).collect();
        let mut resume = Resume::of(cast.seed, player.position);
        resume.words = words;
        resume.without = Some(copy);
        cast.resumes.insert(player.position, Some(resume));
    }
    let personas = cast.enter(players);
    cast.operator("cloned-cv", round, personas, &["CV text"], &["link-cv-near-duplicate"]);
    Some(())
}

/// Three personas whose CVs, all different, were made from one file.
pub fn master_file(cast: &mut Cast, round: usize) -> Option<()> {
    let players = cast.campaign(3)?;
    let mut random = Random::new(cast.random.draw());
    let master = revisions(&mut random, 9);
    for player in &players {
        let mut resume = Resume::of(cast.seed, player.position);
        resume.format = Format::Docx;
        resume.marks.rsid_root = master.first().cloned().unwrap_or_default();
        resume.marks.rsids.clone_from(&master);
        resume.marks.rsids.extend(revisions(&mut random, 3));
        cast.resumes.insert(player.position, Some(resume));
    }
    let personas = cast.enter(players);
    cast.operator("master-file", round, personas, &["CV file"], &["link-cv-file-fingerprint"]);
    Some(())
}

/// Three personas of somebody careful: nothing is shared, nothing contradicts.
pub fn ghost(cast: &mut Cast, round: usize) -> Option<()> {
    let players = cast.campaign(3)?;
    let personas = cast.enter(players);
    cast.operator("ghost", round, personas, &[], &[]);
    Some(())
}

/// Gives the CVs at these positions one document id, as copies of one PDF have it.
pub fn one_document(cast: &mut Cast, positions: &[usize]) {
    let mut random = Random::new(cast.random.draw());
    let document = format!("uuid:{}", uuid(&mut random));
    for &position in positions {
        let mut resume = Resume::of(cast.seed, position);
        resume.format = Format::Pdf;
        resume.marks.producer = "Adobe InDesign 19.4";
        resume.marks.xmp = Some((document.clone(), format!("uuid:{}", uuid(&mut random))));
        cast.resumes.insert(position, Some(resume));
    }
}

/// Revision ids as Word draws them.
fn revisions(random: &mut Random, count: usize) -> Vec<String> {
    (0..count).map(|_| format!("{:08X}", 0x0010_0000 | (random.draw() & 0x00EF_FFFF))).collect()
}

/// Plants the honest classes, as far as there is room.
pub fn plant_honest(cast: &mut Cast) {
    for _ in 0..(cast.applicants / 300).clamp(1, 40) {
        let _: Option<()> = one_agency(cast);
        let _: Option<()> = one_builder(cast);
        let _: Option<()> = former_colleagues(cast);
        let _: Option<()> = long_post(cast);
    }
}

/// Six whose CVs one agency made from its own template.
fn one_agency(cast: &mut Cast) -> Option<()> {
    let players = cast.players(6)?;
    let positions: Vec<usize> = players.iter().map(|player| player.position).collect();
    one_document(cast, &positions);
    let author = format!("{} Bewerbungen", Identity::firm(&mut cast.random));
    for position in positions {
        if let Some(Some(resume)) = cast.resumes.get_mut(&position) {
            resume.marks.author.clone_from(&author);
            resume.template = 1;
        }
    }
    cast.enter_honest("cv_agency", players);
    Some(())
}

/// Five who started from a template that a builder on the web gives to everybody.
fn one_builder(cast: &mut Cast) -> Option<()> {
    let players = cast.players(5)?;
    let mut random = Random::new(cast.random.draw());
    let template = revisions(&mut random, 6);
    for player in &players {
        let mut resume = Resume::of(cast.seed, player.position);
        resume.format = Format::Docx;
        resume.template = 3;
        resume.marks.rsid_root = template.first().cloned().unwrap_or_default();
        let own = std::mem::replace(&mut resume.marks.rsids, template.clone());
        resume.marks.rsids.extend(own);
        cast.resumes.insert(player.position, Some(resume));
    }
    cast.enter_honest("cv_template", players);
    Some(())
}

/// Two who worked at one place in the same years and tell of the same project in the firm's words.
fn former_colleagues(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let project = text::project(&mut cast.random);
    let [first, second] = players.as_mut_slice() else { return None };
    let shared = first.applicant.posts.first()?.clone();
    let newest = second.applicant.posts.first_mut()?;
    newest.company.clone_from(&shared.company);
    // The other posts of the second stay behind the common one.
    let (from, late) = (newest.from, newest.to);
    newest.from = shared.from;
    newest.to = shared.to;
    let moved = (shared.from - from).min(shared.to - late).min(0);
    for post in second.applicant.posts.iter_mut().skip(1) {
        post.from += moved;
        post.to += moved;
    }
    for player in &players {
        let mut resume = Resume::of(cast.seed, player.position);
        resume.shared = Some(project.clone());
        cast.resumes.insert(player.position, Some(resume));
    }
    cast.enter_honest("former_colleagues", players);
    Some(())
}

/// Somebody who has been at one place for so long that today's tools came while they were there.
fn long_post(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(1)?;
    let player = players.first_mut()?;
    let last = player.applicant.posts.first()?.clone();
    player.applicant.posts = vec![Post { from: 2011, to: last.to.max(2020), ..last }];
    let mut resume = Resume::of(cast.seed, player.position);
    resume.claims = &["Next.js", "Kubernetes"];
    cast.resumes.insert(player.position, Some(resume));
    cast.enter_honest("tool_came_during_the_post", players);
    Some(())
}
