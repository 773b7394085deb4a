//! Tables of persons: staff, contractors, applicants.

use bonafide_records::normal::{Address, CodeAccount, Mailbox, Name, Phone, WebLink};
use bonafide_records::person::Statement;
use bonafide_records::{Citation, Form, Key, PersonKind, PersonRow, Role, RowId};
use jiff::civil::Date;

use super::cells;
use super::columns::{Cell, View};
use super::headers::{self, Holds};
use super::place;
use super::take::{self, Table};
use crate::pay;

/// Fixed names that hold dates.
pub(crate) const DATES: &[&str] = &["started", "ended"];

/// Takes in one row; the error is why it is set aside.
pub(crate) fn take(table: &mut Table<'_>, view: View<'_>) -> Result<(), String> {
    let (key, key_field) = key(view)?;
    let citation = table.cite(view, key_field);
    let started = table.day(view, "started");
    if let Some((day, cell)) = started {
        table.collector.started(day, view.place(), cell.header);
    }
    let from = started.map(|(day, _)| day);
    let to = table.day(view, "ended").map(|(day, _)| day);
    let row = PersonRow {
        source: table.source.clone(),
        key,
        kind: kind(table, view),
        name: Name::new(view.text("first_name"), view.text("last_name"), view.text("name")),
        company: company(view),
        statements: statements(table, view, &citation),
        agency: view.text("agency").map(str::to_owned),
        role: view.text("role").map(str::to_owned),
        from,
        to,
        country: place::declared_country(view),
        history: Vec::new(),
        citation: citation.clone(),
    };
    if let Some(id) = table.collector.person(row) {
        Values { table, view, id, from, to, citation, given: Vec::new() }.take();
    }
    Ok(())
}

/// The row's key with its header; the work or own mailbox only where the table has no key column.
fn key(view: View<'_>) -> Result<(Key, &str), String> {
    if let Some(cell) = view.first("key") {
        if cells::is_rounded(cell.text) {
            return Err(format!("its key `{}` was rounded by a spreadsheet: export it as text", cell.header));
        }
        if let Some(key) = Key::new(cells::plain_number(cell.text)) {
            return Ok((key, cell.header));
        }
    }
    if let Some(column) = view.columns.of("key").first() {
        return Err(format!("its key `{}` is empty", view.columns.header(*column)));
    }
    for cell in view.all("work_email").chain(view.all("email")) {
        let found = cells::mailboxes(cell.text).find_map(Mailbox::parse);
        if let Some(key) = found.and_then(|mailbox| Key::new(mailbox.key())) {
            return Ok((key, cell.header));
        }
    }
    Err("neither key nor e-mail: nothing says who it is".to_owned())
}

/// What the mapping says; else a contract is a contractor's, a start is an employee's, and the
/// rest apply.
fn kind(table: &Table<'_>, view: View<'_>) -> PersonKind {
    match table.person_kind.as_deref() {
        Some("applicant") => PersonKind::Applicant,
        Some("staff") => PersonKind::Staff,
        Some("contractor") => PersonKind::Contractor,
        _ if view.first("contract").is_some() => PersonKind::Contractor,
        _ if view.first("started").is_some() => PersonKind::Staff,
        _ => PersonKind::Applicant,
    }
}

/// The company through which the person invoices.
fn company(view: View<'_>) -> Option<Name> {
    view.first("company").map(|cell| Name::new(None, None, Some(cell.text))).filter(|name| !name.is_empty())
}

fn statements(table: &Table<'_>, view: View<'_>, citation: &Citation) -> Vec<(Statement, Citation)> {
    let mut found: Vec<(Statement, Citation)> = Vec::new();
    let mut state = |statement: Statement, cell: Cell<'_>| {
        if !found.iter().any(|(known, _)| *known == statement) {
            found.push((statement, citation.with_field(cell.header)));
        }
    };
    let number = |cell: Cell<'_>| cells::plain_number(cell.text).to_owned();
    let usable = |cell: &Cell<'_>| !cells::is_rounded(cell.text);
    let own_number = view.first("employee_number").or_else(|| {
        view.first("key").filter(|cell| !table.shipped && headers::is_employee_number(cell.header))
    });
    if let Some(cell) = own_number.filter(usable) {
        state(Statement::EmployeeNumber(number(cell)), cell);
    }
    if let Some(cell) = view.first("contract").filter(usable) {
        state(Statement::Contract(number(cell)), cell);
    }
    if let Some(cell) = view.first("worker").filter(usable) {
        state(Statement::Worker(number(cell)), cell);
    }
    for cell in view.all("work_email") {
        for mailbox in cells::mailboxes(cell.text).filter_map(Mailbox::parse) {
            state(Statement::WorkMailbox(mailbox.key().to_owned()), cell);
        }
    }
    found
}

/// Takes in the values of one row, each form once.
struct Values<'t, 'c, 'v> {
    table: &'t mut Table<'c>,
    view: View<'v>,
    id: RowId,
    from: Option<Date>,
    to: Option<Date>,
    citation: Citation,
    given: Vec<Form>,
}

impl Values<'_, '_, '_> {
    fn take(mut self) {
        let view = self.view;
        let region = place::region(self.table, view);
        for (name, role) in [("work_email", Role::Work), ("email", Role::Own), ("agency_email", Role::Agency)]
        {
            view.all(name).for_each(|cell| self.mailboxes(role, cell));
        }
        for (name, role) in [("phone", Role::Own), ("work_phone", Role::Work), ("agency_phone", Role::Agency)]
        {
            view.all(name).for_each(|cell| self.phones(role, cell, region));
        }
        if let Some((address, header)) = place::mapped(view) {
            self.address(Role::Home, address, &header);
        }
        if let Some((address, header)) = place::whole_beside_street(view) {
            self.address(Role::Other, address, &header);
        }
        let bank = view.text("bic");
        take::destination_cells(view).for_each(|cell| self.destinations(cell, bank));
        view.all("handle").for_each(|cell| self.handles(cell));
        view.all("github").for_each(|cell| self.login(cell));
        view.all("website").for_each(|cell| self.links(cell));
        for (column, named) in &view.columns.extra {
            let Some(cell) = view.at(*column) else { continue };
            match named.holds {
                Holds::Mailbox => self.mailboxes(named.role, cell),
                Holds::Phone => self.phones(named.role, cell, region),
                Holds::Account => self.destinations((cell, false), None),
                Holds::Address(_) => {}
            }
        }
        for (address, header) in place::further(view) {
            self.address(Role::Other, address, &header);
        }
    }

    fn add(&mut self, role: Role, form: Form, header: &str) {
        if self.given.contains(&form) {
            return;
        }
        self.given.push(form.clone());
        let citation = self.citation.with_field(header);
        self.table.collector.value(self.id, role, form, self.from, self.to, citation);
    }

    fn mailboxes(&mut self, role: Role, cell: Cell<'_>) {
        let found: Vec<Mailbox> = cells::mailboxes(cell.text).filter_map(Mailbox::parse).collect();
        if found.is_empty() {
            self.table.count_not_understood(self.view, cell, "e-mail address");
        }
        for mailbox in found {
            self.add(role, Form::Mailbox(mailbox), cell.header);
        }
    }

    /// Whether a spreadsheet rounded the number away; says so.
    fn is_rounded(&mut self, cell: Cell<'_>) -> bool {
        if !cells::is_rounded(cell.text) {
            return false;
        }
        let why = format!(
            "value left out: `{}` was rounded by a spreadsheet, export it as text; the row is read without it",
            cell.header
        );
        self.table.collector.set_aside(Some(self.view.place()), why);
        true
    }

    fn destinations(&mut self, cell: (Cell<'_>, bool), bank: Option<&str>) {
        let found = take::destinations(cell, bank, None);
        if let Some(what) = found.left_out {
            self.table.value_left_out(self.view, &what);
        }
        for form in found.forms {
            self.add(Role::Paid, form, cell.0.header);
        }
    }

    fn handles(&mut self, cell: Cell<'_>) {
        let service = pay::service(cell.header);
        let found: Vec<Form> =
            cells::several(cell.text).filter_map(|text| take::handle(text, service)).collect();
        if found.is_empty() {
            self.table.count_not_understood(self.view, cell, "handle");
        }
        for form in found {
            self.add(Role::Paid, form, cell.header);
        }
    }

    fn phones(&mut self, role: Role, cell: Cell<'_>, region: Option<&str>) {
        if self.is_rounded(cell) {
            return;
        }
        let written = cells::phones(cell.text);
        let found: Vec<Phone> = written.into_iter().filter_map(|text| Phone::parse(text, region)).collect();
        // At work an extension is enough.
        if found.is_empty() && role != Role::Work {
            self.table.count_not_understood(self.view, cell, "phone number");
        }
        for phone in found {
            self.add(role, Form::Phone(phone), cell.header);
        }
    }

    fn address(&mut self, role: Role, address: Address, header: &str) {
        self.add(role, Form::Address(address), header);
    }

    fn login(&mut self, cell: Cell<'_>) {
        if cell.text.contains('/') && WebLink::parse(cell.text).is_some() {
            self.links(cell);
        } else if let Some(account) = CodeAccount::parse_login("github.com", cell.text) {
            self.add(Role::Own, Form::CodeAccount(account), cell.header);
        }
    }

    fn links(&mut self, cell: Cell<'_>) {
        for part in cell.text.split([' ', ';', ',', '\n', '|']).filter(|part| !part.is_empty()) {
            match WebLink::parse(part) {
                Some(WebLink::Account(account)) => {
                    self.add(Role::Own, Form::CodeAccount(account), cell.header);
                }
                Some(WebLink::Repository(page, account)) => {
                    // Many contribute to one repository: it is shown, not claimed.
                    self.add(Role::Mentioned, Form::WebPage(page), cell.header);
                    self.add(Role::Mentioned, Form::CodeAccount(account), cell.header);
                }
                Some(WebLink::Page(page)) => self.add(Role::Own, Form::WebPage(page), cell.header),
                None => {}
            }
        }
    }
}
