import { namespace } from "..";

const english = {
  title: "Settings",
  detail: "Your name, your clock, and who is logged in as you.",
  profile: {
    title: "Profile",
    detail: "Your name is shown to you only. All times follow your zone.",
    name: "Name",
    email: "E-mail address",
    confirmed: "Confirmed",
    unconfirmed: "Not confirmed yet",
    zone: "Time zone",
    zoneHint: "It is {{time}} there now.",
    zoneSuggestion: "This device is in {{zone}}. Use it instead",
    save: "Save changes",
    saved: "Your profile is saved.",
    nameTooShort: "Please give a name of two characters or more.",
  },
  look: {
    title: "Appearance",
    detail: "Kept in this browser.",
    theme: "Theme",
  },
  security: {
    title: "Sessions",
    detail: "Where you are logged in. Log out everywhere if you do not know one of them.",
    here: "This device",
    started: "Since",
    lastUsed: "Last used",
    device: "Device",
    unknown: "Unknown device",
    on: "{{browser}} on {{system}}",
    everywhere: "Log out everywhere",
  },
  plan: {
    title: "Plan",
    name: "{{plan}}, {{price}}",
    see: "Plan and usage",
  },
};

export const useSettingsWords = namespace("settings", english);
