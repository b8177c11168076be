/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "cli/bw-cli-output.h"
#include "cli/bw-cli-recording.h"
#include "import/bw-ecg-file.h"
#include "signal/bw-beats.h"
#include "signal/bw-hrv.h"
#include "store/bw-readings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Resolution of the times in Apple's beat lists. */
#define APPLE_CLOCK_MS 10

/* No list of RR intervals is longer. */
#define MAX_TEXT_SIZE (64 * 1024 * 1024)

/* One number a line, with a point or a comma. Empty lines, lines that begin with “#” and one line
 * of heading are passed over. */
static gboolean
parse_numbers (const char  *text,
               const char  *shown_path,
               GArray      *numbers,
               GError     **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      char *end;
      double number;

      if (i == 0 && g_str_has_prefix (line, "\xef\xbb\xbf"))
        line += 3;
      if (line[0] == '\0' || line[0] == '#')
        continue;
      g_strdelimit (line, ",", '.');
      number = g_ascii_strtod (line, &end);
      if (end == line || *end != '\0')
        {
          if (numbers->len == 0 && i == 0)
            continue;
          g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("Line %u of “%s” is not a number; the file must hold one RR interval or "
                         "heart rate a line"),
                       i + 1, shown_path);
          return FALSE;
        }
      g_array_append_val (numbers, number);
    }

  if (numbers->len == 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” holds no numbers; it must hold one RR interval or heart rate a line"),
                   shown_path);
      return FALSE;
    }
  return TRUE;
}

static BwRr *
read_file (const char  *path,
           BwRrUnit    *unit,
           GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *text = NULL;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  gsize length;

  if (!bw_cli_read_text (path, MAX_TEXT_SIZE, &text, &length, error))
    return NULL;
  if (length > MAX_TEXT_SIZE)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is too long for RR intervals"), shown);
      return NULL;
    }
  if (strlen (text) != length)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is not a text file"), shown);
      return NULL;
    }
  if (!parse_numbers (text, shown, numbers, error))
    return NULL;
  return bw_rr_from_numbers ((const double *) numbers->data, numbers->len, unit);
}

static BwRr *
read_reading (BwCli   *cli,
              gint64   id,
              GError **error)
{
  g_autoptr (BwLibrary) library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  g_autoptr (GArray) beats = NULL;
  g_autofree gint64 *times = NULL;
  g_autofree gint32 *rates = NULL;

  if (library == NULL)
    return NULL;
  beats = bw_library_read_beats (library, id, error);
  if (beats == NULL)
    return NULL;

  times = g_new (gint64, beats->len + 1);
  rates = g_new (gint32, beats->len + 1);
  for (guint i = 0; i < beats->len; i++)
    {
      times[i] = g_array_index (beats, BwBeat, i).time_ms;
      rates[i] = g_array_index (beats, BwBeat, i).bpm;
    }
  return bw_beats_to_rr (times, rates, beats->len, APPLE_CLOCK_MS);
}

/* Adds to @notes what is to be told of the recording itself. */
static BwRr *
read_ecg (const BwCliEcg *ecg,
          GPtrArray      *notes)
{
  guint n_left_out;
  BwRr *rr = bw_ecg_analysis_get_rr (ecg->analysis, NULL, &n_left_out);

  for (guint i = 0; i < ecg->notes->len; i++)
    g_ptr_array_add (notes, g_strdup (g_ptr_array_index (ecg->notes, i)));
  if (ecg->analysis->peaks->settling > 0)
    g_ptr_array_add (notes, g_strdup_printf (_("The first %.1f seconds, while the electrodes "
                                               "settle, were passed over."),
                                             ecg->analysis->peaks->settling
                                               / ecg->analysis->rate_hz));
  if (n_left_out > 0)
    g_ptr_array_add (notes,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                   "%u interval in noise, or where there is no "
                                                   "signal, was left out.",
                                                   "%u intervals in noise, or where there is no "
                                                   "signal, were left out.",
                                                   n_left_out),
                                      n_left_out));
  if (rr->n == 0)
    g_ptr_array_add (notes, g_strdup (_("No two R peaks were found in what can be read.")));
  return rr;
}

static void
add_spectrum (JsonBuilder         *builder,
              const char          *key,
              const BwHrvSpectrum *spectrum)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  bw_json_add_double (builder, "vlf_ms2", spectrum->has[BW_HRV_VLF],
                      spectrum->power_ms2[BW_HRV_VLF]);
  bw_json_add_double (builder, "lf_ms2", spectrum->has[BW_HRV_LF], spectrum->power_ms2[BW_HRV_LF]);
  bw_json_add_double (builder, "hf_ms2", spectrum->has[BW_HRV_HF], spectrum->power_ms2[BW_HRV_HF]);
  bw_json_add_double (builder, "lf_hf", spectrum->has_ratio, spectrum->lf_hf);
  bw_json_add_double (builder, "total_ms2", spectrum->has_total, spectrum->total_ms2);
  json_builder_end_object (builder);
}

static void
add_count (JsonBuilder *builder,
           const char  *key,
           gboolean     known,
           guint        count)
{
  if (known)
    bw_json_add_int (builder, key, count);
  else
    bw_json_add_null (builder, key);
}

static void
print_json (const BwHrv *hrv)
{
  const BwHrvTime *time = &hrv->time;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_json_add_int (builder, "n", hrv->n);
  bw_json_add_int (builder, "artefacts", hrv->n_artefacts);
  bw_json_add_double (builder, "duration_s", TRUE, hrv->duration_s);
  bw_json_add_double (builder, "mean_nn_ms", time->has_mean, time->mean_nn_ms);
  /* The published values that ours are held against are means of the momentary rate. */
  bw_json_add_double (builder, "mean_hr_bpm", time->has_mean, time->mean_instant_hr_bpm);
  bw_json_add_double (builder, "beats_per_minute", time->has_mean, time->mean_hr_bpm);
  bw_json_add_double (builder, "sdnn_ms", time->has_sd, time->sdnn_ms);
  bw_json_add_double (builder, "rmssd_ms", time->has_rmssd, time->rmssd_ms);
  bw_json_add_double (builder, "rmssd_unbiased_ms", time->has_rmssd, time->rmssd_unbiased_ms);
  bw_json_add_double (builder, "sdsd_ms", time->has_sdsd, time->sdsd_ms);
  add_count (builder, "nn50", time->has_rmssd, time->nn50);
  bw_json_add_double (builder, "pnn50_percent", time->has_rmssd, time->pnn50_percent);
  add_count (builder, "nn20", time->has_rmssd, time->nn20);
  bw_json_add_double (builder, "pnn20_percent", time->has_rmssd, time->pnn20_percent);
  bw_json_add_double (builder, "triangular_index", time->has_histogram, time->triangular_index);
  bw_json_add_double (builder, "tinn_ms", time->has_histogram, time->tinn_ms);
  bw_json_add_double (builder, "sd1_ms", hrv->poincare.has, hrv->poincare.sd1_ms);
  bw_json_add_double (builder, "sd2_ms", hrv->poincare.has, hrv->poincare.sd2_ms);
  bw_json_add_double (builder, "sampen", hrv->entropy.has_sampen, hrv->entropy.sampen);
  bw_json_add_double (builder, "apen", hrv->entropy.has_apen, hrv->entropy.apen);
  bw_json_add_double (builder, "dfa_alpha1", hrv->dfa.has_alpha1, hrv->dfa.alpha1);
  bw_json_add_double (builder, "dfa_alpha2", hrv->dfa.has_alpha2, hrv->dfa.alpha2);
  add_spectrum (builder, "welch", &hrv->welch);
  add_spectrum (builder, "lomb", &hrv->lomb);
  bw_json_add_notes (builder, hrv->notes);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
add_row (BwTable    *table,
         const char *name,
         gboolean    known,
         double      value,
         guint       digits,
         const char *unit)
{
  bw_table_add (table, g_strdup (name), bw_cli_format_number (known, value, digits),
                g_strdup (unit));
}

static void
add_spectrum_rows (BwTable             *table,
                   const char          *way,
                   const BwHrvSpectrum *spectrum)
{
  static const char *const bands[] = { "VLF", "LF", "HF" };

  for (int band = BW_HRV_VLF; band <= BW_HRV_HF; band++)
    {
      g_autofree char *name = g_strdup_printf ("%s, %s", bands[band], way);

      add_row (table, name, spectrum->has[band], spectrum->power_ms2[band], 1, "ms²");
    }
  {
    g_autofree char *name = g_strdup_printf ("LF/HF, %s", way);

    add_row (table, name, spectrum->has_ratio, spectrum->lf_hf, 2, "");
  }
}

static void
print_text (const BwHrv *hrv)
{
  const BwHrvTime *time = &hrv->time;
  g_autoptr (BwTable) table = bw_table_new ("lrl");

  add_row (table, _("NN intervals"), TRUE, hrv->n, 0, "");
  add_row (table, _("Artefacts"), TRUE, hrv->n_artefacts, 0, "");
  add_row (table, _("Duration"), TRUE, hrv->duration_s, 1, "s");
  add_row (table, _("Mean NN"), time->has_mean, time->mean_nn_ms, 1, "ms");
  add_row (table, _("Mean heart rate"), time->has_mean, time->mean_instant_hr_bpm, 1, "bpm");
  add_row (table, "SDNN", time->has_sd, time->sdnn_ms, 2, "ms");
  add_row (table, "RMSSD", time->has_rmssd, time->rmssd_ms, 2, "ms");
  add_row (table, _("RMSSD, unbiased"), time->has_rmssd, time->rmssd_unbiased_ms, 2, "ms");
  add_row (table, "SDSD", time->has_sdsd, time->sdsd_ms, 2, "ms");
  add_row (table, "NN50", time->has_rmssd, time->nn50, 0, "");
  add_row (table, "pNN50", time->has_rmssd, time->pnn50_percent, 1, "%");
  add_row (table, "NN20", time->has_rmssd, time->nn20, 0, "");
  add_row (table, "pNN20", time->has_rmssd, time->pnn20_percent, 1, "%");
  add_row (table, _("Triangular index"), time->has_histogram, time->triangular_index, 2, "");
  add_row (table, "TINN", time->has_histogram, time->tinn_ms, 1, "ms");
  add_row (table, "SD1", hrv->poincare.has, hrv->poincare.sd1_ms, 2, "ms");
  add_row (table, "SD2", hrv->poincare.has, hrv->poincare.sd2_ms, 2, "ms");
  add_row (table, _("Sample entropy"), hrv->entropy.has_sampen, hrv->entropy.sampen, 3, "");
  add_row (table, _("Approximate entropy"), hrv->entropy.has_apen, hrv->entropy.apen, 3, "");
  add_row (table, "DFA α1", hrv->dfa.has_alpha1, hrv->dfa.alpha1, 3, "");
  add_row (table, "DFA α2", hrv->dfa.has_alpha2, hrv->dfa.alpha2, 3, "");
  add_spectrum_rows (table, "Welch", &hrv->welch);
  add_spectrum_rows (table, "Lomb–Scargle", &hrv->lomb);
  bw_table_print (table, FALSE);
  bw_cli_print_notes (hrv->notes);
}

/* The intervals of what was asked for. @notes: of the reading, are added to
 * @clock_ms: (out): the steps in which they come; 0 where that is not known */
static BwRr *
read_intervals (BwCli       *cli,
                const char  *path,
                gint64       reading,
                gint64       id,
                const char  *rate,
                GPtrArray   *notes,
                double      *clock_ms,
                GError     **error)
{
  g_autoptr (BwCliEcg) ecg = NULL;
  double rate_hz = 0;

  if (!bw_cli_parse_number ("--rate", rate, BW_ECG_MIN_RATE_HZ, BW_ECG_MAX_RATE_HZ, &rate_hz, error))
    return NULL;
  if (reading != 0)
    {
      *clock_ms = APPLE_CLOCK_MS;
      return read_reading (cli, reading, error);
    }
  if (path != NULL && !bw_cli_ecg_sniff (path))
    {
      if (rate != NULL)
        bw_cli_set_usage_error (error, _("“--rate” is for ECGs, and “%s” is none"), path);
      return rate == NULL ? read_file (path, NULL, error) : NULL;
    }

  ecg = path == NULL ? bw_cli_ecg_open (cli, id, error)
                     : bw_cli_ecg_read_file (cli, path, rate_hz, error);
  if (ecg == NULL)
    return NULL;
  *clock_ms = 1000 / ecg->analysis->rate_hz;
  return read_ecg (ecg, notes);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  gint64 reading = 0, ecg = 0;
  g_autofree char *rate = NULL;
  BwHrvOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "reading", 0, 0, G_OPTION_ARG_INT64, &reading, N_("A reading of the library instead"),
      N_("ID") },
    { "ecg", 0, 0, G_OPTION_ARG_INT64, &ecg, N_("An ECG recording of the library instead"),
      N_("ID") },
    { "rate", 0, 0, G_OPTION_ARG_STRING, &rate,
      N_("Sample rate of an ECG that does not tell it (512)"), N_("HZ") },
    { "no-correction", 0, 0, G_OPTION_ARG_NONE, &options.no_correction,
      N_("Take all intervals as they are"), NULL },
    { "detrend", 0, 0, G_OPTION_ARG_NONE, &options.detrend,
      N_("Remove the slow trend first (smoothness priors)"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrv) hrv = NULL;

  if (!bw_cli_parse (cli, entries, 0, 1, &words, error))
    return FALSE;
  if ((words[0] != NULL) + (reading != 0) + (ecg != 0) != 1)
    return bw_cli_set_usage_error (error, _("It takes one of FILE, “--reading ID” and “--ecg ID”"));
  if (rate != NULL && words[0] == NULL)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--rate",
                                   reading != 0 ? "--reading" : "--ecg");
  rr = read_intervals (cli, words[0], reading, ecg, rate, notes, &options.clock_ms, error);
  if (rr == NULL)
    return FALSE;

  hrv = bw_hrv_compute (rr, &options);
  for (guint i = notes->len; i > 0; i--)
    g_ptr_array_insert (hrv->notes, 0, g_strdup (g_ptr_array_index (notes, i - 1)));
  if (cli->json)
    print_json (hrv);
  else
    print_text (hrv);
  return TRUE;
}

const BwCliVerb bw_cli_verb_hrv = {
  .name = "hrv",
  .arguments = N_("FILE"),
  .summary = N_("Compute the metrics of heart rate variability"),
  .description = N_("FILE holds one number a line: RR intervals in ms or s, or heart rates in bpm, "
                    "told apart by their size;\n"
                    "or it is an ECG that “import” reads. Of an ECG the intervals between R peaks are "
                    "taken as they were found,\n"
                    "without those in noise; what is out of line is mended here, and counted as "
                    "artefacts, unless “--no-correction”.\n"
                    "A metric for which the recording is too short is left out, and a note says "
                    "why."),
  .run = run,
};
