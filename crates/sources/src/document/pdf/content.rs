//! The text pass over content streams: where each glyph stands and what it means.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

use super::super::DocumentFault;
use super::super::limits::Budget;
use super::encoding::GlyphNames;
use super::font::{Font, readable};
use super::lex::{Lexer, Token, Value};
use super::matrix::Matrix;
use super::objects::File;

/// Most saved states, and most marked contents inside each other.
const NESTED: usize = 1_000;

/// Most operands of one operator.
const OPERANDS: usize = 64;

/// Directions of writing that are told apart: steps of 15 degrees.
const DIRECTIONS: f32 = 24.0;

/// One glyph, in a plane turned so that its text runs from left to right.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Direction of writing, in steps of 15 degrees.
    pub(super) direction: u8,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    /// Size of the font as drawn.
    pub(super) size: f32,
    pub(super) text: String,
}

#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    /// Where the font's dictionary lies, which names it among those read.
    font: usize,
    size: f32,
    character_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

impl State {
    fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: 0,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// Draws pages of one file, as far as text goes.
pub(super) struct Painter<'f, 'd> {
    file: &'f File<'d>,
    names: GlyphNames,
    fonts: HashMap<usize, Font>,
    /// Forms that are being drawn, from the outermost.
    drawing: Vec<ObjectId>,
    /// Characters of which nothing says what they mean.
    pub(super) unknown: u64,
    /// Whether a form was left out because it lies too deep.
    pub(super) too_deep: bool,
}

/// What belongs to one stream while it is drawn.
struct Pen<'d> {
    resources: &'d Dictionary,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// Replacement texts of the marked contents that are open.
    marked: Vec<Option<String>>,
}

impl<'f, 'd> Painter<'f, 'd> {
    pub(super) fn new(file: &'f File<'d>) -> Self {
        Self {
            file,
            names: GlyphNames::default(),
            fonts: HashMap::from([(0, Font::missing())]),
            drawing: Vec::new(),
            unknown: 0,
            too_deep: false,
        }
    }

    /// Draws a page's content.
    pub(super) fn page(
        &mut self,
        content: &[u8],
        resources: &'d Dictionary,
        budget: &mut Budget,
    ) -> Result<Vec<Glyph>, DocumentFault> {
        let mut glyphs = Vec::new();
        self.draw(content, resources, State::new(Matrix::IDENTITY), &mut glyphs, budget)?;
        Ok(glyphs)
    }

    fn draw(
        &mut self,
        content: &[u8],
        resources: &'d Dictionary,
        state: State,
        glyphs: &mut Vec<Glyph>,
        budget: &mut Budget,
    ) -> Result<(), DocumentFault> {
        let (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut pen = Pen { resources, state, saved: Vec::new(), text, line, marked: Vec::new() };
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Value> = Vec::new();
        while let Some(token) = lexer.next() {
            if !budget.step() {
                return Err(DocumentFault::TooMuchWork);
            }
            match token {
                Token::Value(value) => {
                    if operands.len() < OPERANDS {
                        operands.push(value);
                    }
                }
                Token::Word(b"ID") => {
                    lexer.skip_image();
                    operands.clear();
                }
                Token::Word(operator) => {
                    self.operate(operator, &operands, &mut pen, glyphs, budget)?;
                    operands.clear();
                }
            }
        }
        Ok(())
    }

    fn operate(
        &mut self,
        operator: &[u8],
        operands: &[Value],
        pen: &mut Pen<'d>,
        glyphs: &mut Vec<Glyph>,
        budget: &mut Budget,
    ) -> Result<(), DocumentFault> {
        let number = |index: usize| operands.get(index).and_then(Value::number).unwrap_or_default();
        match operator {
            b"q" if pen.saved.len() < NESTED => pen.saved.push(pen.state.clone()),
            b"Q" => pen.state = pen.saved.pop().unwrap_or_else(|| pen.state.clone()),
            b"cm" => pen.state.matrix = matrix_of(operands).then(pen.state.matrix),
            b"BT" => (pen.text, pen.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tf" => {
                if let Some(Value::Name(name)) = operands.first() {
                    pen.state.font = self.font(pen.resources, name, budget)?;
                }
                pen.state.size = number(1);
            }
            b"Tc" => pen.state.character_space = number(0),
            b"Tw" => pen.state.word_space = number(0),
            b"Tz" => pen.state.stretch = number(0) / 100.0,
            b"TL" => pen.state.leading = number(0),
            b"Ts" => pen.state.rise = number(0),
            b"Td" => pen.next_line(number(0), number(1)),
            b"TD" => {
                pen.state.leading = -number(1);
                pen.next_line(number(0), number(1));
            }
            b"Tm" => {
                pen.line = matrix_of(operands);
                pen.text = pen.line;
            }
            b"T*" => pen.next_line(0.0, -pen.state.leading),
            b"Tj" => self.show(operands.first(), pen, glyphs, budget)?,
            b"'" => {
                pen.next_line(0.0, -pen.state.leading);
                self.show(operands.first(), pen, glyphs, budget)?;
            }
            b"\"" => {
                (pen.state.word_space, pen.state.character_space) = (number(0), number(1));
                pen.next_line(0.0, -pen.state.leading);
                self.show(operands.get(2), pen, glyphs, budget)?;
            }
            b"TJ" => {
                let Some(Value::Array(items)) = operands.first() else { return Ok(()) };
                for item in items {
                    match item {
                        Value::Number(back) => {
                            let shift = -back / 1000.0 * pen.state.size * pen.state.stretch;
                            pen.text = Matrix::shift(shift, 0.0).then(pen.text);
                        }
                        other => self.show(Some(other), pen, glyphs, budget)?,
                    }
                }
            }
            b"BMC" if pen.marked.len() < NESTED => pen.marked.push(None),
            b"BDC" if pen.marked.len() < NESTED => {
                pen.marked.push(self.replacement(pen.resources, operands.get(1)));
            }
            b"EMC" => drop(pen.marked.pop()),
            b"Do" => {
                if let Some(Value::Name(name)) = operands.first() {
                    self.form(name, pen, glyphs, budget)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The text that stands for what is drawn inside a marked content.
    fn replacement(&self, resources: &'d Dictionary, properties: Option<&Value>) -> Option<String> {
        let bytes = match properties? {
            Value::Name(name) => {
                let lists = self.file.dictionary(resources, b"Properties")?;
                return self.file.text(self.file.dictionary(lists, name)?, b"ActualText");
            }
            dictionary => match dictionary.entry(b"ActualText")? {
                Value::Text(bytes) => bytes.clone(),
                _ => return None,
            },
        };
        lopdf::decode_text_string(&Object::String(bytes, StringFormat::Literal)).ok()
    }

    /// Reads a font once and says where it is kept.
    fn font(
        &mut self,
        resources: &'d Dictionary,
        name: &[u8],
        budget: &mut Budget,
    ) -> Result<usize, DocumentFault> {
        let fonts = self.file.dictionary(resources, b"Font");
        let Some(dictionary) = fonts.and_then(|fonts| self.file.dictionary(fonts, name)) else {
            return Ok(0);
        };
        let address = std::ptr::from_ref(dictionary).addr();
        if !self.fonts.contains_key(&address) {
            let font = Font::read(self.file, dictionary, &mut self.names, budget)?;
            self.fonts.insert(address, font);
        }
        Ok(address)
    }

    fn form(
        &mut self,
        name: &[u8],
        pen: &Pen<'d>,
        glyphs: &mut Vec<Glyph>,
        budget: &mut Budget,
    ) -> Result<(), DocumentFault> {
        let Some(objects) = self.file.dictionary(pen.resources, b"XObject") else { return Ok(()) };
        let Ok(object) = objects.get(name) else { return Ok(()) };
        let (id, object) = self.file.follow(object);
        let (Some(id), Ok(stream)) = (id, object.as_stream()) else { return Ok(()) };
        if self.file.name(&stream.dict, b"Subtype") != Some(b"Form") {
            return Ok(());
        }
        if self.drawing.contains(&id) {
            return Err(DocumentFault::Loop { what: "a form that is drawn".to_owned() });
        }
        if self.drawing.len() >= self.file.limits.form_depth {
            self.too_deep = true;
            return Ok(());
        }
        self.drawing.push(id);
        let drawn = self.form_content(stream, pen, glyphs, budget);
        self.drawing.pop();
        drawn
    }

    fn form_content(
        &mut self,
        stream: &'d Stream,
        pen: &Pen<'d>,
        glyphs: &mut Vec<Glyph>,
        budget: &mut Budget,
    ) -> Result<(), DocumentFault> {
        let Some(content) = self.file.unpacked(stream, budget)? else { return Ok(()) };
        let own = self.file.array(&stream.dict, b"Matrix").map(|items| self.file.numbers(items));
        let mut state = pen.state.clone();
        state.matrix = Matrix::from_numbers(&own.unwrap_or_default()).then(state.matrix);
        let resources = self.file.dictionary(&stream.dict, b"Resources").unwrap_or(pen.resources);
        self.draw(&content, resources, state, glyphs, budget)
    }

    fn show(
        &mut self,
        string: Option<&Value>,
        pen: &mut Pen<'d>,
        glyphs: &mut Vec<Glyph>,
        budget: &mut Budget,
    ) -> Result<(), DocumentFault> {
        let Some(Value::Text(bytes)) = string else { return Ok(()) };
        let Some(font) = self.fonts.get_mut(&pen.state.font) else { return Ok(()) };
        let state = &pen.state;
        let mut rest = bytes.as_slice();
        while let Some(code) = font.first(rest) {
            if !budget.step() {
                return Err(DocumentFault::TooMuchWork);
            }
            rest = rest.get(code.length..).unwrap_or_default();
            let width = code.width * state.size;
            let blank = if code.length == 1 && code.number == 0x20 { state.word_space } else { 0.0 };
            let advance = (width + state.character_space) * state.stretch;
            let replaced = pen.marked.iter_mut().rev().flatten().next();
            let (text, meant) = match replaced {
                Some(text) => (readable(&std::mem::take(text)), true),
                None => font.text(code.number),
            };
            if !meant {
                self.unknown += 1;
            }
            if !budget.text(text.len()) {
                return Err(DocumentFault::TooMuchWork);
            }
            if let Some(glyph) = placed(pen.text.then(state.matrix), state, advance, text) {
                glyphs.push(glyph);
            }
            pen.text = Matrix::shift(advance + blank * state.stretch, 0.0).then(pen.text);
        }
        Ok(())
    }
}

impl Pen<'_> {
    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }
}

fn matrix_of(operands: &[Value]) -> Matrix {
    let numbers: Vec<f32> = operands.iter().map(|value| value.number().unwrap_or_default()).collect();
    Matrix::from_numbers(&numbers)
}

/// A glyph in the turned plane; `None` where its place is no number.
fn placed(matrix: Matrix, state: &State, advance: f32, text: String) -> Option<Glyph> {
    let [along, across, skew, upright, ..] = matrix.0;
    let (x, y) = matrix.apply(0.0, state.rise);
    let length = along.hypot(across);
    let size = skew.hypot(upright) * state.size.abs();
    let turn = across.atan2(along) / std::f32::consts::TAU * DIRECTIONS;
    let direction = turn.round().rem_euclid(DIRECTIONS);
    let (sine, cosine) = (direction / DIRECTIONS * std::f32::consts::TAU).sin_cos();
    let left = x * cosine + y * sine;
    let baseline = y * cosine - x * sine;
    // A negative size or stretch writes backwards; the box is the same.
    let end = left + advance * length;
    let (left, right) = (left.min(end), left.max(end));
    let sound = [left, right, baseline, size].iter().all(|number| number.abs() < 1.0e7);
    sound.then_some(Glyph { direction: direction as u8, left, right, baseline, size, text })
}
