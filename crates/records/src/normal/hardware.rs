//! Devices, factors, displays and USB devices by what identifies them.

macro_rules! opaque {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::sync::Arc<str>);
        impl $name {
            /// An id as written.
            pub fn parse(text: &str) -> Option<Self> {
                Some(Self(text.trim().into())).filter(|id| !id.0.is_empty())
            }
            /// The key that decides equality.
            pub fn key(&self) -> &str {
                &self.0
            }
            /// The id as it may be shown without `--names`.
            pub fn masked(&self) -> String {
                self.0.chars().take(2).chain("…".chars()).collect()
            }
            /// The id in full.
            pub fn full(&self) -> String {
                self.0.to_string()
            }
        }
    };
}
opaque!(DeviceId, "A device's id: of an agent, a browser, or a serial number.");
opaque!(FactorId, "An authentication factor's id.");

/// A display by its EDID.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Display {
    /// Three letters.
    pub maker: String,
}

impl Display {
    /// The key that decides equality; `None` where its serial identifies nothing.
    pub fn key(&self) -> Option<String> {
        None
    }
    /// The display as it may be shown without `--names`.
    pub fn masked(&self) -> String {
        self.maker.clone()
    }
    /// The display in full.
    pub fn full(&self) -> String {
        self.maker.clone()
    }
}

/// A USB device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usb {
    /// Vendor id.
    pub vendor: u16,
    /// Product id.
    pub product: u16,
}
