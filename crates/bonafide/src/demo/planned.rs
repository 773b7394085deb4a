//! What stories take and set beside the applications: personas, habits, pay and CVs.

use super::access::Habits;
use super::applicant::Applicant;
use super::calendar::{self, EXPORTED};
use super::cast::{Cast, Player};
use super::cv::{self, Resume};
use super::pay::Pay;
use super::staff::{Staff, System};

impl Cast {
    /// Takes `count` candidates for an operator: all apply within a few months, as somebody does
    /// who tries several names at once.
    pub fn campaign(&mut self, count: usize) -> Option<Vec<Player>> {
        let mut players = self.players(count)?;
        let mut day = players.last()?.applicant.applied.first().copied()?;
        for player in players.iter_mut().rev() {
            player.applicant.applied = vec![day];
            player.applicant.last_activity = calendar::later(day, self.random.between(10, 60));
            day = calendar::later(day, -self.random.between(3, 40));
        }
        Some(players)
    }

    /// Rows of a product for an operator, people who have worked here for more than a year; `None`
    /// where honest people would no longer be the clear majority.
    pub fn recruit(&mut self, system: System, count: usize) -> Option<Vec<usize>> {
        if (self.persona_rows + count) * 20 > self.people * 9 {
            return None;
        }
        let rows = self.take_staff(system, count)?;
        self.persona_rows += count;
        for &row in &rows {
            let days = self.random.between(420, 1_400);
            let staff = self.staff.get_mut(row)?;
            staff.started = calendar::later(EXPORTED, -days);
            staff.ended = None;
        }
        Some(rows)
    }

    /// How the person of a row works.
    pub fn habits_of(&self, row: usize, staff: &Staff) -> Habits {
        self.habits.get(&row).cloned().unwrap_or_else(|| Habits::of(self, row, staff))
    }

    /// The same, to be changed by a story.
    pub fn habit(&mut self, row: usize) -> Option<&mut Habits> {
        let habits = self.habits_of(row, self.staff.get(row)?);
        Some(self.habits.entry(row).or_insert(habits))
    }

    /// How the person of a row is paid.
    pub fn pay_of(&self, row: usize, staff: &Staff) -> Pay {
        self.pays.get(&row).cloned().unwrap_or_else(|| Pay::of(self, row, staff))
    }

    /// The same, to be changed by a story.
    pub fn pay(&mut self, row: usize) -> Option<&mut Pay> {
        let pay = self.pay_of(row, self.staff.get(row)?);
        Some(self.pays.entry(row).or_insert(pay))
    }

    /// Whether a row only repeats another one.
    pub fn is_second_row(&self, row: usize) -> bool {
        self.second_rows.contains(&row)
    }

    /// The CV of the candidate at a position, where one lies in the export.
    pub fn resume(&self, position: usize) -> Option<Resume> {
        match self.resumes.get(&position) {
            Some(planned) => planned.clone(),
            None => cv::sent(self.seed, position, self.applicants).then(|| Resume::of(self.seed, position)),
        }
    }

    /// The application with which somebody of the staff came, at a position; the firm states the
    /// hire.
    pub fn application_of_staff(&mut self, row: usize, position: usize) -> Option<Applicant> {
        let person = self.staff.get(row)?.person.clone();
        let mut applicant = self.applicant_of(&person, position);
        let staff = self.staff.get_mut(row)?;
        applicant.applied = vec![calendar::later(EXPORTED, -800)];
        staff.started = calendar::later(EXPORTED, -740);
        staff.ended = None;
        applicant.last_activity = staff.started;
        applicant.employee_id = Some(staff.key.clone());
        let key = staff.source_key();
        self.truth.join(applicant.key(), key);
        Some(applicant)
    }
}
