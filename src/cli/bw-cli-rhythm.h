/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli.h"
#include "rhythm/bw-rhythm.h"

G_BEGIN_DECLS

/* The rhythm that a verb works on: out of a file or of the library, and how it is to be taken. */
typedef struct
{
  char *file;     /* (nullable): the word that names it, set by the verb */
  gint64 reading; /* 0 where it was not given, as below */
  gint64 ecg;
  gint64 rr;
  char *rate;

  gboolean no_correction;
  char *threshold;
  gboolean detrend;
  char *window;
  gboolean without_edits;

  char *from, *to;
} BwCliRhythmOptions;

void bw_cli_rhythm_options_clear (BwCliRhythmOptions *self);

/* Their entries, for a verb's own array: where it comes from, how it is analysed, which part. */
#define BW_CLI_RHYTHM_SOURCE_ENTRIES(options)                                                       \
  { "reading", 0, 0, G_OPTION_ARG_INT64, &(options).reading, N_("A reading of the library"),       \
    N_("ID") },                                                                                    \
  { "ecg", 0, 0, G_OPTION_ARG_INT64, &(options).ecg, N_("An ECG recording of the library"),        \
    N_("ID") },                                                                                    \
  { "rr", 0, 0, G_OPTION_ARG_INT64, &(options).rr, N_("An RR recording of the library"),           \
    N_("ID") }

#define BW_CLI_RHYTHM_RATE_ENTRY(options)                                                           \
  { "rate", 0, 0, G_OPTION_ARG_STRING, &(options).rate,                                             \
    N_("Sample rate of an ECG that does not tell it (512)"), N_("HZ") }

#define BW_CLI_RHYTHM_HOW_ENTRIES(options)                                                          \
  { "threshold", 0, 0, G_OPTION_ARG_STRING, &(options).threshold,                                   \
    N_("How much is an artefact (standard)"), "none|lenient|standard|strict" },                    \
  { "no-correction", 0, 0, G_OPTION_ARG_NONE, &(options).no_correction,                             \
    N_("The same as “--threshold none”: take all intervals as they are"), NULL },                  \
  { "detrend", 0, 0, G_OPTION_ARG_NONE, &(options).detrend,                                         \
    N_("Remove the slow trend first (smoothness priors)"), NULL },                                 \
  { "window", 0, 0, G_OPTION_ARG_STRING, &(options).window,                                         \
    N_("Length of the windows of the spectra (300)"), N_("S") },                                  \
  { "without-edits", 0, 0, G_OPTION_ARG_NONE, &(options).without_edits,                             \
    N_("As measured, whatever was done to it by hand"), NULL }

#define BW_CLI_RHYTHM_STRETCH_ENTRIES(options)                                                      \
  { "from", 0, 0, G_OPTION_ARG_STRING, &(options).from, N_("From here on"), N_("MOMENT") },       \
  { "to", 0, 0, G_OPTION_ARG_STRING, &(options).to, N_("Up to here"), N_("MOMENT") }

/* Whether one is named at all. */
gboolean bw_cli_rhythm_is_named (const BwCliRhythmOptions *options);

/* That exactly one is named, and nothing that makes no sense; before a library is opened.
 * @with_file: whether the verb takes a FILE */
gboolean bw_cli_rhythm_check (const BwCliRhythmOptions  *options,
                              gboolean                   with_file,
                              GError                   **error);

/**
 * bw_cli_rhythm_open:
 * @library: (nullable): where it is open already; else it is opened where it is needed
 *
 * The one that is named: with the edits and settings kept with it, unless --without-edits, and what the
 * options say in place of these. Checks the options, as above with a FILE.
 *
 * Returns: (transfer full): %NULL with @error
 */
BwRhythm *bw_cli_rhythm_open (BwCli                     *cli,
                              BwLibrary                 *library,
                              const BwCliRhythmOptions  *options,
                              GError                   **error);

/* The part that --from and --to tell, for bw_rhythm_analyse(); all of it without both. */
gboolean bw_cli_rhythm_get_stretch (const BwRhythm            *rhythm,
                                    const BwCliRhythmOptions  *options,
                                    double                    *from_ms,
                                    double                    *to_ms,
                                    GError                   **error);

/* A MOMENT: a time since the first beat in seconds, "300", or as "5:00" or "1:02:03"; or a time of day,
 * "@07:30": the first such one from @after_ms on. */
gboolean bw_cli_rhythm_parse_moment (const BwRhythm  *rhythm,
                                     const char      *text,
                                     double           after_ms,
                                     double          *ms,
                                     GError         **error);

/* The person's age when it was recorded, for norms; negative where it is not known. */
double bw_cli_rhythm_get_age (BwLibrary      *library,
                              const BwRhythm *rhythm);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliRhythmOptions, bw_cli_rhythm_options_clear)

G_END_DECLS
