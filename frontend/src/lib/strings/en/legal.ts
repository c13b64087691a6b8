import { namespace } from "..";

const english = {
  updated: "As of {{date}}",
  privacy: {
    title: "Privacy",
    intro:
      "VelocityPost is software that somebody runs on a machine of their own. Whoever runs this installation is responsible for the data in it. This page says what the software does.",
    sections: [
      {
        title: "What is stored",
        text: [
          "Your name, e-mail address, time zone and plan. Your password only as an Argon2id hash, from which it cannot be read back.",
          "What you write: posts, pictures, their descriptions and planned times, and a record of every attempt to publish them.",
          "For each connected account: its public profile, and the access keys that the platform gave us. The keys are encrypted (AES-256-GCM) and never shown.",
          "For each session: when it began, when it was last used, and what your browser calls itself, so that you can recognise it in the settings.",
        ],
      },
      {
        title: "Who gets it",
        text: [
          "A platform that you connected gets the posts that you publish there, and is asked about them afterwards. Nobody else gets anything.",
          "The pages load no fonts, scripts or pictures from other hosts. There is no analytics and no advertising.",
        ],
      },
      {
        title: "Cookies",
        text: [
          "Cookies keep you logged in and prove that a request comes from our own page. Your choice of theme is kept in the browser's own storage. All of these are needed for what they do; there are no others.",
        ],
      },
      {
        title: "Taking it back",
        text: [
          "Disconnecting an account deletes its access keys here. You can also withdraw the permission on the platform itself.",
          "For a copy of your data, or to have your account deleted, ask whoever runs this installation.",
        ],
      },
    ],
  },
  terms: {
    title: "Terms",
    intro: "Short, so that they can be read. They hold between you and whoever runs this installation.",
    sections: [
      {
        title: "What you post is yours",
        text: [
          "Your content stays yours. You allow this installation to store it and to send it to the accounts that you chose, at the times that you chose. Nothing more.",
          "You are responsible for what you publish: for the right to use texts and pictures, and for keeping the law and the rules of each platform.",
        ],
      },
      {
        title: "What you can rely on",
        text: [
          "A post is sent when you said so, not before. When an answer is lost, it is not sent again blindly. When something fails, you are told what happened.",
          "A platform may refuse, delay or remove a post, change its rules or its prices, or be out of order. That is beyond this software.",
        ],
      },
      {
        title: "What you cannot",
        text: [
          "The software is free and comes under the MIT licence, without warranty of any kind. Keep a copy of what you cannot afford to lose.",
          "Do not use it for spam, for deceiving people, or for getting around the limits of a platform. An account that does so can be closed.",
        ],
      },
      {
        title: "Plans and ending",
        text: [
          "A plan sets limits on connected platforms and on posts a day. This release takes no payment.",
          "You can stop at any time. Planned posts of a closed account do not go out.",
        ],
      },
    ],
  },
};

export const useLegalWords = namespace("legal", english);
