//! One event of the System Log, field for field as Okta's API documents it.

use std::fmt::Write as _;
use std::io::{self, Write};

use jiff::civil::Date;
use serde_json::json;

use super::super::access::{Account, fingerprint};
use super::super::invent::Random;

/// Where a session comes from.
pub struct Spot {
    /// The address that the server sees.
    pub address: String,
    /// Country in English, and town.
    pub place: (&'static str, &'static str),
    /// Number of the network.
    pub asn: u32,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A second factor was set up.
    Enrolled,
    /// A session began.
    Session,
    /// A second factor was used.
    Factor,
    /// A wrong password.
    Refused,
    /// An application was opened.
    Application(usize),
}

/// How many applications there are.
pub const APPLICATIONS: usize = 6;
const NAMES: [(&str, &str); APPLICATIONS] = [
    ("0oa1demo4kfSlack0297", "Slack"),
    ("0oa1demo4kfGithub297", "GitHub Enterprise Cloud"),
    ("0oa1demo4kfGoogle297", "Google Workspace"),
    ("0oa1demo4kfJira00297", "Atlassian Cloud"),
    ("0oa1demo4kfAwsSso297", "AWS IAM Identity Center"),
    ("0oa1demo4kfBambo0297", "BambooHR"),
];

/// Writes the events of one account; what never changes is prepared once.
pub struct Pen {
    actor: String,
    agents: [&'static str; 2],
    devices: [String; 2],
    fingerprints: [String; 2],
    factor: String,
    factor_kind: [&'static str; 2],
    random: Random,
    line: String,
}

const MAC: &str = r#"{"rawUserAgent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36","os":"Mac OS X","browser":"CHROME"}"#;
const IPHONE: &str = r#"{"rawUserAgent":"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1","os":"iOS","browser":"SAFARI"}"#;
const ANDROID: &str = r#"{"rawUserAgent":"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36","os":"Android 14","browser":"CHROME"}"#;

impl Pen {
    /// A pen for one account.
    pub fn new(account: &Account<'_>) -> Self {
        let habits = &account.habits;
        let name = format!("{} {}", account.staff.name.0, account.staff.name.1);
        let actor = json!({
            "id": account.actor, "type": "User", "alternateId": account.login, "displayName": name,
            "detailEntry": null
        });
        let phone = json!({
            "id": habits.phone.registered, "name": habits.phone.model,
            "os_platform": if habits.phone.apple { "IOS" } else { "ANDROID" }, "os_version": "17.5",
            "managed": false, "registered": true, "device_integrator": null,
            "disk_encryption_type": "FULL", "screen_lock_type": "BIOMETRIC", "jailbreak": false,
            "secure_hardware_present": true
        });
        let laptop = json!({
            "id": habits.laptop.registered, "name": habits.laptop.host,
            "os_platform": "OSX", "os_version": "14.5.0",
            "managed": true, "registered": true, "device_integrator": null,
            "disk_encryption_type": "ALL_INTERNAL_VOLUMES", "screen_lock_type": "BIOMETRIC",
            "jailbreak": null, "secure_hardware_present": true
        });
        // The telephone's browser has a fingerprint of its own, and only there.
        let mut random = Random::fork(0x0B0E, account.row as u64, account.staff.person.serial);
        Self {
            actor: actor.to_string(),
            agents: [MAC, if habits.phone.apple { IPHONE } else { ANDROID }],
            devices: [laptop.to_string(), phone.to_string()],
            fingerprints: [habits.browser.clone(), fingerprint(&mut random)],
            factor: habits.phone.factor.clone(),
            factor_kind: if habits.phone.factor.starts_with("opf") {
                ["OKTA_VERIFY_PUSH", "Okta Verify"]
            } else {
                ["SIGNED_NONCE", "Okta Verify"]
            },
            random,
            line: String::new(),
        }
    }

    /// Writes one event and the end of its line.
    #[allow(clippy::too_many_arguments)]
    pub fn write(
        &mut self,
        out: &mut impl Write,
        day: Date,
        second: u32,
        kind: Kind,
        mobile: bool,
        session: u64,
        spot: &Spot,
    ) -> io::Result<()> {
        self.line.clear();
        self.compose(day, second, kind, mobile, session, spot).map_err(|_| io::ErrorKind::InvalidData)?;
        out.write_all(self.line.as_bytes())
    }

    fn compose(
        &mut self,
        day: Date,
        second: u32,
        kind: Kind,
        mobile: bool,
        session: u64,
        spot: &Spot,
    ) -> std::fmt::Result {
        let (high, low) = (self.random.draw(), self.random.draw());
        let which = usize::from(mobile);
        let (kind_name, message, legacy) = match kind {
            Kind::Enrolled => {
                ("user.mfa.factor.activate", "Activate factor or authenticator enrollment for user", "null")
            }
            Kind::Session => ("user.session.start", "User login to Okta", "\"core.user_auth.login_success\""),
            Kind::Refused => ("user.session.start", "User login to Okta", "\"core.user_auth.login_failed\""),
            Kind::Factor => (
                "user.authentication.auth_via_mfa",
                "Authentication of user via MFA",
                "\"core.user.factor.attempt_success\"",
            ),
            Kind::Application(_) => {
                ("user.authentication.sso", "User single sign on to app", "\"app.auth.sso\"")
            }
        };
        let (result, severity) = match kind {
            Kind::Refused => (r#"{"result":"FAILURE","reason":"INVALID_CREDENTIALS"}"#, "WARN"),
            _ => (r#"{"result":"SUCCESS","reason":null}"#, "INFO"),
        };
        // The device is known where Okta Verify speaks: on the telephone, at times on the laptop.
        let speaker = usize::from(mobile || high & 3 != 0);
        let device = match kind {
            Kind::Factor => self.devices[speaker].as_str(),
            Kind::Enrolled => self.devices[1].as_str(),
            _ => "null",
        };
        let (country, city) = spot.place;
        let line = &mut self.line;
        write!(
            line,
            "{{\"actor\":{},\"client\":{{\"userAgent\":{},\"zone\":\"null\",\"device\":\"{}\",\"id\":null,\
             \"ipAddress\":\"{}\",\"geographicalContext\":{{\"city\":\"{city}\",\"state\":null,\"country\":\
             \"{country}\",\"postalCode\":null,\"geolocation\":null}}}},\"device\":{device},\
             \"authenticationContext\":{{\"authenticationProvider\":null,\"credentialProvider\":{},\
             \"credentialType\":null,\"issuer\":null,\"interface\":null,\"authenticationStep\":0,\
             \"externalSessionId\":\"idx{session:016x}\"}},\"displayMessage\":\"{message}\",\"eventType\":\
             \"{kind_name}\",\"outcome\":{result},\"published\":\"{day}T{:02}:{:02}:{:02}.{:03}Z\",",
            self.actor,
            self.agents[which],
            if mobile { "Mobile" } else { "Computer" },
            spot.address,
            if kind == Kind::Factor { "\"OKTA_CREDENTIAL_PROVIDER\"" } else { "null" },
            second / 3_600,
            (second / 60) % 60,
            second % 60,
            high % 1_000,
        )?;
        write!(
            line,
            "\"securityContext\":{{\"asNumber\":{},\"asOrg\":\"demo networks\",\"isp\":null,\"domain\":null,\
             \"isProxy\":false}},\"severity\":\"{severity}\",\"debugContext\":{{\"debugData\":{{",
            spot.asn
        )?;
        if matches!(kind, Kind::Factor | Kind::Enrolled) {
            write!(line, "\"factor\":\"{}\",\"factorId\":\"{}\",", self.factor_kind[0], self.factor)?;
        }
        write!(
            line,
            "\"deviceFingerprint\":\"{}\",\"requestId\":\"{high:016x}\",\"requestUri\":\"/idp/idx/identify\"}}}},\
             \"legacyEventType\":{legacy},\"transaction\":{{\"type\":\"WEB\",\"id\":\"{high:016x}\",\
             \"detail\":{{}}}},\"uuid\":\"{:08x}-{:04x}-11f0-{:04x}-{:012x}\",\"version\":\"0\",\
             \"request\":{{\"ipChain\":[{{\"ip\":\"{}\",\"geographicalContext\":null,\"version\":\"{}\",\
             \"source\":null}}]}},\"target\":",
            self.fingerprints[which],
            high >> 32,
            (high >> 16) & 0xFFFF,
            0x8000 | ((low >> 48) & 0x3FFF),
            low & 0xFFFF_FFFF_FFFF,
            spot.address,
            if spot.address.contains(':') { "V6" } else { "V4" },
        )?;
        match kind {
            Kind::Application(which) => {
                let (id, name) = NAMES[which % APPLICATIONS];
                write!(
                    line,
                    "[{{\"id\":\"{id}\",\"type\":\"AppInstance\",\"alternateId\":\"{name}\",\"displayName\":\
                     \"{name}\",\"detailEntry\":null}}]"
                )?;
            }
            Kind::Factor | Kind::Enrolled => write!(
                line,
                "[{{\"id\":\"{}\",\"type\":\"AuthenticatorEnrollment\",\"alternateId\":\"{}\",\
                 \"displayName\":\"{}\",\"detailEntry\":null}}]",
                self.factor, self.factor_kind[1], self.factor_kind[1]
            )?,
            Kind::Session | Kind::Refused => line.push_str("null"),
        }
        line.push_str("}\n");
        Ok(())
    }
}
