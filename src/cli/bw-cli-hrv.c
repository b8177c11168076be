/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "cli/bw-cli-output.h"
#include "signal/bw-beats.h"
#include "signal/bw-hrv.h"
#include "store/bw-readings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Resolution of the times in Apple's beat lists. */
#define APPLE_CLOCK_MS 10

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

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
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
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < hrv->notes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (hrv->notes, i));
  json_builder_end_array (builder);
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

static gboolean
run (BwCli   *cli,
     GError **error)
{
  gint64 reading = 0;
  BwHrvOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "reading", 0, 0, G_OPTION_ARG_INT64, &reading, N_("A reading of the library instead"),
      N_("ID") },
    { "no-correction", 0, 0, G_OPTION_ARG_NONE, &options.no_correction,
      N_("Take all intervals as they are"), NULL },
    { "detrend", 0, 0, G_OPTION_ARG_NONE, &options.detrend,
      N_("Remove the slow trend first (smoothness priors)"), NULL },
    { NULL }
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwHrv) hrv = NULL;

  if (!bw_cli_parse (cli, entries, 0, 1, &words, error))
    return FALSE;
  if ((words[0] != NULL) == (reading != 0))
    return bw_cli_set_usage_error (error, _("It takes either a FILE or “--reading ID”"));

  if (reading != 0)
    {
      options.clock_ms = APPLE_CLOCK_MS;
      rr = read_reading (cli, reading, error);
    }
  else
    rr = read_file (words[0], NULL, error);
  if (rr == NULL)
    return FALSE;
  hrv = bw_hrv_compute (rr, &options);

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
                    "told apart by their size.\n"
                    "A metric for which the recording is too short is left out, and a note says "
                    "why."),
  .run = run,
};
