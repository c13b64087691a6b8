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
          "Where you use short links: how often each was followed on a day. Not by whom.",
        ],
      },
      {
        title: "Who gets it",
        text: [
          "A platform that you connected gets the posts that you publish there, and is asked about them afterwards.",
          "E-mails go through the mail server of whoever runs this installation. Where you give a web address (a feed, a link whose picture you want), that site is asked for it.",
          "Nobody else gets anything, but for the AI services below. The pages load no fonts, scripts or pictures from other hosts. There is no analytics and no advertising.",
        ],
      },
      {
        title: "AI services",
        text: [
          "Without a key, no AI service is asked: posts are drafted on this machine. As soon as you, or whoever runs this installation, set the key of Mistral, Groq or OpenAI, that service writes. The settings show which ones have a key. A model server of one's own can be set instead.",
          "The service that writes gets what you asked for, what is known of your brand and your way of writing, the beginnings of earlier posts so that it does not repeat them, and, where you chose a document, the passages that the post is to rest on. If it does not answer, the next one with a key gets the same. To draw a picture, OpenAI gets your description of it.",
          "They never get your password, the keys to your accounts, or a whole document. What they do with what they got is up to their own terms.",
        ],
      },
      {
        title: "Uploaded documents",
        text: [
          "A document is stored and read on this machine, text in pictures too. Its passages are kept so that posts can rest on them. Deleting it removes the file, the passages and the page pictures.",
        ],
      },
      {
        title: "Cookies",
        text: [
          "Three, all needed for signing in: vp_access (10 minutes) and vp_refresh (30 days) keep you signed in and cannot be read by scripts; vp_csrf (30 days) proves that a request comes from our own page. There are none of anybody else, and none that follow you.",
          "The browser's own storage keeps your theme, your choices, and text that was not saved yet. It stays in this browser.",
        ],
      },
      {
        title: "Taking it back",
        text: [
          "Disconnecting an account deletes its access keys here. You can also withdraw the permission on the platform itself.",
          "You can delete your account in the settings. Planned posts are cancelled at once, and all that is stored here is removed within minutes: posts, files, documents, connections, statistics and their records. Copies in backups of this installation last as long as those do.",
          "For a copy of your data, ask whoever runs this installation.",
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
          "A plan sets the limits that are listed with it. This release takes no payment.",
          "You can stop at any time, and delete your account in the settings. Planned posts of a deleted account do not go out.",
        ],
      },
    ],
  },
};

export const useLegalWords = namespace("legal", english);
