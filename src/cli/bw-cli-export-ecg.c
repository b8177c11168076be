/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "cli/bw-cli-export-private.h"
#include "cli/bw-cli-recording.h"
#include "export/bw-export-labels.h"
#include "export/bw-export-recording.h"
#include "report/bw-ecg-figure.h"
#include "signal/bw-filter.h"
#include "store/bw-imports.h"
#include "store/bw-readers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Whose recording it is, where that is asked for. */
typedef struct
{
  char *name;          /* (nullable) */
  char *date_of_birth; /* (nullable) */
} Person;

static void
person_clear (Person *person)
{
  g_clear_pointer (&person->name, g_free);
  g_clear_pointer (&person->date_of_birth, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, person_clear)

static void
person_read (Person    *person,
             BwLibrary *library,
             gboolean   with_name,
             gboolean  *named)
{
  if (with_name)
    {
      person->name = bw_library_get_characteristic (library, "name");
      person->date_of_birth = bw_library_get_characteristic (library, "date-of-birth");
    }
  *named = person->name != NULL || person->date_of_birth != NULL;
}

static const struct
{
  const char *id;
  BwEcgFilter filter;
  const char *name;
} filters[] = {
  { "none", BW_ECG_FILTER_NONE, NULL },
  { "0.5", BW_ECG_FILTER_BASELINE, N_("0.5 Hz high-pass") },
  { "50", BW_ECG_FILTER_MAINS_50, N_("50 Hz notch") },
  { "60", BW_ECG_FILTER_MAINS_60, N_("60 Hz notch") },
};

/* "0.5,50". @text: (nullable) */
static gboolean
parse_filter (const char   *text,
              BwEcgFilter  *filter,
              GError      **error)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "none", ",", -1);

  *filter = BW_ECG_FILTER_NONE;
  for (guint w = 0; words[w] != NULL; w++)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (filters) && strcmp (words[w], filters[i].id) != 0)
        i++;
      if (i == G_N_ELEMENTS (filters) || (i == 0 && words[1] != NULL))
        return bw_cli_set_usage_error (
          error, _("“--filter” is “none”, or of “0.5”, “50” and “60” those that are wanted, as in "
                   "“0.5,50”; not “%s”"),
          text);
      *filter |= filters[i].filter;
    }
  return TRUE;
}

/* "0.5 Hz high-pass, 50 Hz notch"; %NULL for none. Returns: (transfer full) (nullable) */
static char *
format_filter (BwEcgFilter filter)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 1; i < G_N_ELEMENTS (filters); i++)
    if ((filter & filters[i].filter) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _(filters[i].name));
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/* A number of which only some are on paper. @values: ends with 0 */
static gboolean
parse_choice (const char    *option,
              const char    *text,
              const double  *values,
              const char    *list,
              double        *value,
              GError       **error)
{
  double number = *value;

  if (!bw_cli_parse_number (option, text, 0, G_MAXINT, &number, error))
    return FALSE;
  for (; *values != 0; values++)
    if (*values == number)
      {
        *value = number;
        return TRUE;
      }
  return bw_cli_set_usage_error (error, _("“%s” is one of %s, not “%s”"), option, list, text);
}

/* The part of a recording of @length_s seconds that --from and --seconds name. */
static gboolean
parse_range (const BwCliExportOptions  *options,
             BwEcgFigureOptions        *figure,
             GError                   **error)
{
  double seconds = G_MAXINT;

  if (options->rhythm.from == NULL && options->seconds == NULL)
    return TRUE;
  if (!bw_cli_parse_number ("--from", options->rhythm.from, 0, G_MAXINT, &figure->from_s, error)
      || !bw_cli_parse_number ("--seconds", options->seconds, 0.1, G_MAXINT, &seconds, error))
    return FALSE;
  figure->has_range = TRUE;
  figure->to_s = figure->from_s + seconds;
  return TRUE;
}

static gboolean
check_range (BwEcgFigureOptions  *figure,
             const BwRecording   *recording,
             GError             **error)
{
  double length_s = recording->n_samples / recording->rate_hz;

  if (!figure->has_range)
    return TRUE;
  if (figure->from_s >= length_s)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                   _("The recording ends after %.1f s, before “--from” (%g)"), length_s,
                   figure->from_s);
      return FALSE;
    }
  figure->to_s = MIN (figure->to_s, length_s);
  return TRUE;
}

static GBytes *
render (const BwCli               *cli,
        const BwCliEcg            *ecg,
        GTimeZone                 *zone,
        BwEcgFilter                filter,
        const BwEcgFigureOptions  *options,
        BwPlotFormat               format,
        gboolean                   dark,
        GError                   **error)
{
  const BwEcgAnalysis *analysis = ecg->analysis;
  g_autofree BwPlotEcgStretch *stretches = g_new (BwPlotEcgStretch, analysis->n_stretches + 1);
  g_autofree double *filtered_uv = g_new (double, MAX (analysis->n_samples, 1));
  g_autofree char *filter_text = format_filter (filter);
  g_autoptr (BwEcgFigure) figure = NULL;
  const BwEcgFigureSource source = {
    .recording = ecg->recording,
    .samples_uv = filtered_uv,
    .filter = filter_text,
    .peaks = analysis->peaks->peaks,
    .n_peaks = analysis->peaks->n,
    .stretches = stretches,
    .n_stretches = analysis->n_stretches,
    .has_hr = analysis->has_hr,
    .hr_bpm = analysis->mean_hr_bpm,
    .quality = bw_ecg_quality_get_text (bw_ecg_quality_grade (analysis->quality)),
  };

  for (guint i = 0; i < analysis->n_stretches; i++)
    stretches[i] = (BwPlotEcgStretch) {
      .start_s = analysis->stretches[i].start / analysis->rate_hz,
      .end_s = analysis->stretches[i].end / analysis->rate_hz,
      .label = bw_ecg_flaw_get_text (analysis->stretches[i].flaw),
    };
  bw_ecg_filter (filtered_uv, (const double *) ecg->samples_uv->data, analysis->n_samples,
                 analysis->rate_hz, filter);
  figure = bw_ecg_figure_new (&source, zone, options);
  return bw_ecg_figure_render (figure, format, bw_plot_palette_get (dark, FALSE), cli->progress,
                               cli->cancellable, error);
}

gboolean
bw_cli_export_ecg_picture (BwCli                     *cli,
                           const BwCliExportOptions  *options,
                           const char                *kind,
                           const char                *path,
                           BwCliExported             *exported,
                           GError                   **error)
{
  static const double speeds[] = { 25, 50, 0 };
  static const double gains[] = { 5, 10, 20, 0 };
  BwEcgFigureOptions figure = BW_ECG_FIGURE_OPTIONS_DEFAULT;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwCliEcg) ecg = NULL;
  g_auto (Person) person = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;
  BwPlotFormat format = BW_PLOT_FORMAT_PNG;
  BwEcgFilter filter;

  if (!parse_choice ("--speed", options->speed, speeds, "25, 50", &figure.mm_per_s, error)
      || !parse_choice ("--gain", options->gain, gains, "5, 10, 20", &figure.mm_per_mv, error)
      || !parse_filter (options->filter, &filter, error) || !parse_range (options, &figure, error))
    return FALSE;

  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  ecg = bw_cli_ecg_read_stored (cli, library, options->rhythm.ecg, error);
  if (ecg == NULL || !check_range (&figure, ecg->recording, error))
    return FALSE;
  zone = bw_library_get_zone (library);
  person_read (&person, library, options->with_name, &exported->named);
  figure.person_name = person.name;
  figure.date_of_birth = person.date_of_birth;
  figure.show_peaks = figure.show_rr = !options->no_peaks;
  bw_plot_format_from_id (kind, &format);
  bytes = render (cli, ecg, zone, filter, &figure, format, options->dark, &local);
  if (g_cancellable_set_error_if_cancelled (cli->cancellable, error))
    return FALSE;
  if (g_error_matches (local, BW_ERROR, BW_ERROR_INVALID))
    g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                 _("The recording is too long for one picture; take a part of it with “--from” and "
                   "“--seconds”, or “pdf”"));
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return bw_cli_export_write (cli, path, bytes, error);
}

gboolean
bw_cli_export_ecg_file (BwCli                     *cli,
                        const BwCliExportOptions  *options,
                        const char                *kind,
                        const char                *path,
                        BwCliExported             *exported,
                        GError                   **error)
{
  g_autoptr (BwLibrary) library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  const BwExportRecordingOptions how = {
    .edf = strcmp (kind, "edf") == 0,
    .with_person = options->with_name,
    .with_peaks = !options->no_peaks,
  };
  g_autoptr (BwRecording) recording = NULL;

  if (library == NULL)
    return FALSE;
  recording = bw_library_read_recording (library, options->rhythm.ecg, error);
  return recording != NULL
         && bw_export_recording (library, recording, &how, path, &exported->named, cli->cancellable,
                                 error);
}

gboolean
bw_cli_export_labels (BwCli                     *cli,
                      const BwCliExportOptions  *options,
                      const char                *kind,
                      const char                *path,
                      BwCliExported             *exported,
                      GError                   **error)
{
  g_autoptr (BwLibrary) library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (GArray) reader_labels = NULL;

  if (library == NULL)
    return FALSE;
  recordings = bw_library_read_recordings (library, error);
  if (recordings == NULL)
    return FALSE;
  reader_labels = bw_library_read_reader_labels (library, error);
  if (reader_labels == NULL)
    return FALSE;
  exported->n = recordings->len;
  return bw_export_labels_csv (path, recordings, reader_labels, cli->cancellable, error);
}
