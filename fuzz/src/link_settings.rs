//! The bytes of a settings file of `link`, and of a model.

use bonafide_linkage::model::Model;
use bonafide_linkage::settings::Settings;

/// What can be read is written back the same.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(settings) = Settings::parse(&text) {
        let again = Settings::parse(&settings.to_toml()).expect("what is written can be read");
        assert_eq!(settings, again, "settings are written back the same");
    }
    if let Ok(model) = Model::parse(&text) {
        let written = model.to_toml().expect("a model can be written");
        assert_eq!(Model::parse(&written).as_ref(), Ok(&model), "a model is written back the same");
    }
}
