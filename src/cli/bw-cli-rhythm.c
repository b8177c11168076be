/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-rhythm.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "cli/bw-cli-recording.h"
#include "export/bw-export-rhythm.h"
#include "import/bw-ecg-file.h"
#include "import/bw-rr-file.h"
#include "plot/bw-plot-rhythm-time.h"
#include "store/bw-imports.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

void
bw_cli_rhythm_options_clear (BwCliRhythmOptions *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->rate, g_free);
  g_clear_pointer (&self->threshold, g_free);
  g_clear_pointer (&self->window, g_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
}

gboolean
bw_cli_rhythm_is_named (const BwCliRhythmOptions *options)
{
  return options->file != NULL || options->reading != 0 || options->ecg != 0 || options->rr != 0;
}

static const char *
get_library_option (const BwCliRhythmOptions *options)
{
  return options->reading != 0 ? "--reading" : options->ecg != 0 ? "--ecg" : "--rr";
}

static gboolean
parse_settings (const BwCliRhythmOptions  *options,
                BwRhythmSettings          *settings,
                GError                   **error)
{
  if (options->threshold != NULL
      && !bw_correction_from_id (options->threshold, &settings->correction))
    return bw_cli_set_usage_error (error, _("“%s” is one of %s, not “%s”"), "--threshold",
                                   "none, lenient, standard, strict", options->threshold);
  if (options->no_correction)
    settings->correction = BW_CORRECTION_NONE;
  settings->detrend |= options->detrend;
  return bw_cli_parse_number ("--window", options->window, BW_RHYTHM_SHORTEST_WINDOW_S,
                              BW_RHYTHM_LONGEST_WINDOW_S, &settings->window_s, error);
}

gboolean
bw_cli_rhythm_check (const BwCliRhythmOptions  *options,
                     gboolean                   with_file,
                     GError                   **error)
{
  BwRhythmSettings settings = BW_RHYTHM_SETTINGS_DEFAULT;
  double rate;

  if ((options->file != NULL) + (options->reading != 0) + (options->ecg != 0) + (options->rr != 0)
      != 1)
    return bw_cli_set_usage_error (
        error, with_file ? _("It takes one of FILE, “--reading ID”, “--ecg ID” and “--rr ID”")
                         : _("It takes one of “--reading ID”, “--ecg ID” and “--rr ID”"));
  if (options->file != NULL && *options->file == '\0')
    return bw_cli_set_usage_error (error, _("“%s” is missing"), "FILE");
  if (options->file == NULL && options->rate != NULL)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--rate",
                                   get_library_option (options));
  if (options->file != NULL && options->without_edits)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--without-edits",
                                   "FILE");
  if (options->no_correction && options->threshold != NULL)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--no-correction",
                                   "--threshold");
  return bw_cli_parse_number ("--rate", options->rate, BW_ECG_MIN_RATE_HZ, BW_ECG_MAX_RATE_HZ, &rate,
                              error)
         && parse_settings (options, &settings, error);
}

/* RR intervals, of a file or a pipe. When they were recorded does not matter much here: UTC where the
 * clock alone is told. */
static BwRhythmSource *
read_rr (BwCli       *cli,
         const char  *path,
         GError     **error)
{
  g_autoptr (BwRrFile) file = NULL;
  g_autofree char *text = NULL;
  BwRhythmSource *source;
  gsize length;

  if (!bw_cli_read_text (path, BW_RR_FILE_MAX_BYTES, &text, &length, error))
    return NULL;
  if (length > BW_RR_FILE_MAX_BYTES)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is too long for RR intervals"), shown);
      return NULL;
    }
  file = bw_rr_file_parse (text, length, path, NULL, cli->cancellable, error);
  if (file == NULL)
    return NULL;
  source = bw_rhythm_source_new_for_rr (&file->header, file->intervals);
  if (file->n_unreadable > 0)
    g_ptr_array_insert (source->notes, 0,
                        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                      "%u interval cannot be read: a gap.",
                                                      "%u intervals cannot be read: gaps.",
                                                      file->n_unreadable),
                                         file->n_unreadable));
  return source;
}

static BwRhythmSource *
read_ecg (BwCli       *cli,
          const char  *path,
          const char  *rate,
          GError     **error)
{
  g_autoptr (BwCliEcg) ecg = NULL;
  BwRhythmSource *source;
  double rate_hz = 0;

  if (!bw_cli_parse_number ("--rate", rate, BW_ECG_MIN_RATE_HZ, BW_ECG_MAX_RATE_HZ, &rate_hz, error))
    return NULL;
  ecg = bw_cli_ecg_read_file (cli, path, rate_hz, error);
  if (ecg == NULL)
    return NULL;
  source = bw_rhythm_source_new_for_ecg (ecg->recording, ecg->analysis);
  for (guint i = 0; i < ecg->notes->len; i++)
    g_ptr_array_insert (source->notes, (int) i, g_strdup (g_ptr_array_index (ecg->notes, i)));
  return source;
}

static BwRhythmSource *
read_file (BwCli                     *cli,
           const BwCliRhythmOptions  *options,
           GError                   **error)
{
  if (bw_cli_ecg_sniff (options->file))
    return read_ecg (cli, options->file, options->rate, error);
  if (options->rate == NULL)
    return read_rr (cli, options->file, error);
  bw_cli_set_usage_error (error, _("“--rate” is for ECGs, and “%s” is none"), options->file);
  return NULL;
}

static BwRhythm *
load (BwCli                     *cli,
      BwLibrary                 *library,
      const BwCliRhythmOptions  *options,
      GError                   **error)
{
  const BwRhythmKey key = {
    .kind = options->reading != 0 ? BW_RHYTHM_READING
            : options->ecg != 0   ? BW_RHYTHM_ECG
                                  : BW_RHYTHM_RR,
    .id = options->reading + options->ecg + options->rr, /* of which one is given */
  };
  g_autoptr (BwLibrary) own = NULL;

  if (library == NULL)
    library = own = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return NULL;
  return options->without_edits ? bw_rhythm_load_plain (library, &key, cli->cancellable, error)
                                : bw_rhythm_load (library, &key, cli->cancellable, error);
}

BwRhythm *
bw_cli_rhythm_open (BwCli                     *cli,
                    BwLibrary                 *library,
                    const BwCliRhythmOptions  *options,
                    GError                   **error)
{
  g_autoptr (BwRhythm) rhythm = NULL;
  g_autoptr (BwRhythmSource) source = NULL;
  BwRhythmSettings settings;

  if (!bw_cli_rhythm_check (options, TRUE, error))
    return NULL;
  if (options->file == NULL)
    rhythm = load (cli, library, options, error);
  else
    {
      source = read_file (cli, options, error);
      rhythm = source != NULL ? bw_rhythm_new (source, NULL, NULL) : NULL;
    }
  if (rhythm == NULL)
    return NULL;
  settings = rhythm->settings;
  if (!parse_settings (options, &settings, error))
    return NULL;
  return bw_rhythm_change (rhythm, NULL, &settings);
}

/* "300", "5:00", "1:02:03.5": each part but the first below 60, and no part missing. */
static gboolean
parse_seconds (const char *text,
               double     *seconds)
{
  double total = 0;
  guint n_parts = 0;

  if (text[strspn (text, "0123456789.:")] != '\0')
    return FALSE;
  for (const char *at = text;; at++)
    {
      char *end;
      double part;

      if (!g_ascii_isdigit (*at) || n_parts == 3)
        return FALSE;
      part = g_ascii_strtod (at, &end);
      if (!isfinite (part) || (n_parts > 0 && part >= 60)
          || (*end == ':' && memchr (at, '.', (size_t) (end - at)) != NULL))
        return FALSE;
      total = total * 60 + part;
      n_parts++;
      if (*end == '\0')
        break;
      if (*end != ':')
        return FALSE;
      at = end;
    }
  *seconds = total;
  return TRUE;
}

/* The first time of day like this, "07:30" or "07:30:15", from @after_ms on. */
static gboolean
find_clock (const BwRhythm *rhythm,
            const char     *text,
            double          after_ms,
            double         *ms)
{
  const gint64 zero = rhythm->start_ms + rhythm->offset_min * BW_TIME_MINUTE;
  double clock, after;

  if (strchr (text, ':') == NULL || !parse_seconds (text, &clock))
    return FALSE;
  if (strchr (text, ':') == strrchr (text, ':'))
    clock *= 60; /* hours and minutes */
  clock *= 1000;
  if (clock >= BW_TIME_DAY)
    return FALSE;
  after = (double) (zero % BW_TIME_DAY + BW_TIME_DAY) + after_ms;
  *ms = after_ms + fmod (clock - fmod (after, BW_TIME_DAY) + BW_TIME_DAY, BW_TIME_DAY);
  return TRUE;
}

gboolean
bw_cli_rhythm_parse_moment (const BwRhythm  *rhythm,
                            const char      *text,
                            double           after_ms,
                            double          *ms,
                            GError         **error)
{
  double seconds;

  if (*text != '@')
    {
      if (!parse_seconds (text, &seconds))
        return bw_cli_set_usage_error (
            error, _("“%s” is not a moment; write it as 300, 5:00, 1:02:03 or @07:30"), text);
      *ms = seconds * 1000;
      return TRUE;
    }
  if (!rhythm->time_known)
    return bw_cli_set_usage_error (
        error, _("“%s” is a time of day, and when this was recorded is not known"), text);
  return find_clock (rhythm, text + 1, after_ms, ms)
         || bw_cli_set_usage_error (error, _("“%s” is not a time of day; write it as @07:30"), text);
}

gboolean
bw_cli_rhythm_get_stretch (const BwRhythm            *rhythm,
                           const BwCliRhythmOptions  *options,
                           double                    *from_ms,
                           double                    *to_ms,
                           GError                   **error)
{
  *from_ms = 0;
  *to_ms = G_MAXDOUBLE;
  if (options->from != NULL
      && !bw_cli_rhythm_parse_moment (rhythm, options->from, 0, from_ms, error))
    return FALSE;
  if (options->to != NULL
      && !bw_cli_rhythm_parse_moment (rhythm, options->to, *from_ms, to_ms, error))
    return FALSE;
  if (options->from != NULL && rhythm->n_beats > 0 && *from_ms >= bw_rhythm_get_duration_ms (rhythm))
    {
      g_autofree char *length = bw_plot_format_elapsed (bw_rhythm_get_duration_ms (rhythm));

      /* Translators: a moment, a length such as "1:02:03" */
      return bw_cli_set_usage_error (error, _("“%s” is behind the last beat, %s after the first"),
                                     options->from, length);
    }
  if (*to_ms <= *from_ms)
    return bw_cli_set_usage_error (error, _("“%s” is not after “%s”"), options->to,
                                   options->from != NULL ? options->from : "0");
  return TRUE;
}

double
bw_cli_rhythm_get_age (BwLibrary      *library,
                       const BwRhythm *rhythm)
{
  g_autofree char *born = bw_library_get_characteristic (library, "date-of-birth");

  return bw_export_rhythm_get_age (rhythm, born);
}
