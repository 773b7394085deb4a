//! Takes the text of an expression apart.

use super::{Expression, ExpressionError, Joining, Step};

/// A word, a quoted text, or a mark.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Column(String),
    Bar,
    Plus,
}

pub(super) fn parse(text: &str) -> Result<Expression, ExpressionError> {
    let fault = |why: String| ExpressionError::Syntax { text: text.to_owned(), why };
    let tokens = tokens(text).map_err(fault)?;
    let mut parts = tokens.split(|token| *token == Token::Bar);
    let (sources, joining) = sources(parts.next().unwrap_or_default()).map_err(fault)?;
    let mut steps = Vec::new();
    for part in parts {
        let mut words = part.iter();
        let Some(Token::Word(name)) = words.next() else {
            return Err(fault("a step is missing behind `|`".to_owned()));
        };
        let mut given = Vec::new();
        for token in words {
            match token {
                Token::Word(word) | Token::Text(word) => given.push(word.as_str()),
                _ => return Err(fault(format!("`{name}` takes words and \"texts\""))),
            }
        }
        steps.push(Step::named(name, &given).map_err(fault)?);
    }
    Ok(Expression { sources, joining, steps, text: text.to_owned() })
}

/// A column's name as an expression has to write it.
pub(super) fn quoted(name: &str) -> String {
    let plain = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|own| own.is_alphanumeric() || matches!(own, '_' | '-' | '.'))
        && name != "or";
    if plain { name.to_owned() } else { format!("`{name}`") }
}

fn sources(tokens: &[Token]) -> Result<(Vec<String>, Joining), String> {
    let mut columns = Vec::new();
    let mut joining = None;
    let mut expects_column = true;
    for token in tokens {
        match token {
            Token::Word(word) if !expects_column && word == "or" => {
                if joining.replace(Joining::FirstFilled) == Some(Joining::Together) {
                    return Err("write either `+` or `or` between columns, not both".to_owned());
                }
                expects_column = true;
            }
            Token::Plus if !expects_column => {
                if joining.replace(Joining::Together) == Some(Joining::FirstFilled) {
                    return Err("write either `+` or `or` between columns, not both".to_owned());
                }
                expects_column = true;
            }
            Token::Word(name) | Token::Column(name) if expects_column => {
                columns.push(name.clone());
                expects_column = false;
            }
            _ => return Err("between columns stands `+` or `or`; a step begins with `|`".to_owned()),
        }
    }
    if expects_column {
        return Err("a column is missing".to_owned());
    }
    Ok((columns, joining.unwrap_or(Joining::Together)))
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        match first {
            '|' => {
                tokens.push(Token::Bar);
                rest = &rest[1..];
            }
            '+' => {
                tokens.push(Token::Plus);
                rest = &rest[1..];
            }
            '"' | '`' => {
                let inner = &rest[1..];
                let Some(end) = inner.find(first) else {
                    return Err(format!("a closing {first} is missing"));
                };
                let written = inner[..end].to_owned();
                tokens.push(if first == '"' { Token::Text(written) } else { Token::Column(written) });
                rest = &inner[end + 1..];
            }
            _ => {
                let end = rest
                    .find(|own: char| own.is_whitespace() || matches!(own, '|' | '+' | '"' | '`'))
                    .unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..end].to_owned()));
                rest = &rest[end..];
            }
        }
        rest = rest.trim_start();
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_steps_and_texts_are_taken_apart() {
        let made = parse("`a b` or c_1 | replace \"x|y\" \"\" | first 2").expect("an expression");
        assert_eq!(made.sources, ["a b", "c_1"]);
        assert_eq!(made.joining, Joining::FirstFilled);
        assert_eq!(made.steps.len(), 2);
    }

    #[test]
    fn what_is_no_expression_says_why() {
        for (text, why) in [
            ("", "a column is missing"),
            ("a b", "between columns"),
            ("a |", "a step is missing"),
            ("a | fist 2", "`fist`"),
            ("a | first x", "number"),
            ("a + b or c", "not both"),
            ("a | replace \"x", "closing"),
            ("a | match \"(\"", "pattern"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.to_string().contains(why), "{text}: {error}");
        }
    }

    #[test]
    fn odd_names_are_quoted() {
        assert_eq!(quoted("surname"), "surname");
        assert_eq!(quoted("last name"), "`last name`");
        assert_eq!(quoted("or"), "`or`");
        assert_eq!(quoted("1st"), "`1st`");
    }
}
