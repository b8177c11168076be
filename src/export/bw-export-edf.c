/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-ecg.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "export/bw-edf-annotations.h"
#include "export/bw-export-birth.h"
#include "export/bw-export-file.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* EDF+ as Kemp & Olivan 2003, Clin Neurophysiol 114:1755–1761, have it. */

/* A record is to have at most 61440 bytes; in a minute there is no more to annotate than fits beside
 * its samples. */
#define MAX_RECORD_SAMPLES 20000
#define MAX_RECORD_SECONDS 60
#define MAX_TRIED_RECORDS 4096
#define DIGITAL_MIN (-32768)
#define DIGITAL_STEPS 65535.0
#define NUMBER_LENGTH 8          /* of a field that is a number */

/* What readers know: RHRV takes beats by this text, and MNE leaves out what begins like that. */
#define BEAT_TEXT "QRS"
#define BAD_PREFIX "BAD_"

/* How the samples are cut into records. */
typedef struct
{
  guint n_records;
  guint n_samples;                  /* a record */
  char duration[NUMBER_LENGTH + 1];
  double record_s;                  /* what it says */
} Layout;

/* What the steps of a sample stand for: µV as the fields hold them, and nV. */
typedef struct
{
  char low[NUMBER_LENGTH + 1], high[NUMBER_LENGTH + 1];
  double low_nv, step_nv;
} Range;

/* The number, rounded by @round_to (floor, ceil, round), with as many decimals as a field holds.
 * Returns: the number written */
static double
format_number (char    *text,
               double   value,
               double (*round_to) (double))
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int decimals = NUMBER_LENGTH - 2; decimals >= 0; decimals--)
    {
      static const char *const formats[] = { "%.0f", "%.1f", "%.2f", "%.3f", "%.4f", "%.5f", "%.6f" };
      double scale = pow (10, decimals);

      g_ascii_formatd (buffer, sizeof buffer, formats[decimals], round_to (value * scale) / scale);
      if (strlen (buffer) <= NUMBER_LENGTH)
        break;
    }
  if (strchr (buffer, '.') != NULL)
    {
      gsize n = strlen (buffer);

      while (buffer[n - 1] == '0')
        n--;
      buffer[buffer[n - 1] == '.' ? n - 1 : n] = 0;
    }
  g_strlcpy (text, buffer, NUMBER_LENGTH + 1);
  return g_ascii_strtod (text, NULL);
}

/* Records that the samples fill, if there are such; of those with the rate that is nearest to the
 * recording's; of those a duration near a second, which is what readers expect. */
static void
choose_layout (Layout            *best,
               const BwRecording *recording)
{
  guint n = recording->n_samples;
  guint most = (guint) CLAMP (recording->rate_hz * MAX_RECORD_SECONDS, 1, MAX_RECORD_SAMPLES);
  guint first = (n + most - 1) / most;
  double best_error = INFINITY, best_length = INFINITY;
  guint best_spare = G_MAXUINT;

  for (guint k = first; k <= n && k < first + MAX_TRIED_RECORDS; k++)
    {
      Layout layout = { .n_records = k, .n_samples = (n + k - 1) / k };
      guint spare = k * layout.n_samples - n;
      double error, length;

      if (spare > best_spare || spare >= layout.n_samples)
        continue;
      layout.record_s = format_number (layout.duration, layout.n_samples / recording->rate_hz, round);
      if (!(layout.record_s > 0))
        break;
      error = fabs (layout.n_samples / layout.record_s / recording->rate_hz - 1);
      length = fabs (log (layout.record_s));
      if (spare == best_spare
          && (error > best_error + 1e-12 || (error > best_error - 1e-12 && length >= best_length)))
        continue;
      *best = layout;
      best_spare = spare;
      best_error = error;
      best_length = length;
    }
}

static void
append_field (GString    *out,
              gsize       width,
              const char *text)
{
  gsize n = MIN (strlen (text), width);

  g_string_append_len (out, text, (gssize) n);
  for (; n < width; n++)
    g_string_append_c (out, ' ');
}

static void
append_count (GString *out,
              gsize    width,
              guint    count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  append_field (out, width, text);
}

/* In printable ASCII. Returns: (transfer full) */
static char *
to_ascii (const char *text)
{
  char *ascii = g_str_to_ascii (text != NULL ? text : "", NULL);

  for (char *s = ascii; *s != 0; s++)
    if (*s < 0x20 || *s > 0x7e)
      *s = ' ';
  return ascii;
}

/* A subfield: no blanks, “X” for nothing. Returns: (transfer full) */
static char *
to_subfield (const char *text)
{
  char *ascii = g_strstrip (to_ascii (text));

  /* What ASCII cannot write came out as question marks. */
  if (strspn (ascii, "? ") == strlen (ascii))
    {
      g_free (ascii);
      return g_strdup ("X");
    }
  return g_strdelimit (ascii, " ", '_');
}

/* `04-MAR-2023`. Returns: (transfer full) */
static char *
format_day (gint64 day)
{
  static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
  int year, month, day_of_month;

  bw_time_civil_from_days (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%02d-%s-%04d", day_of_month, months[month - 1], year);
}

static void
append_patient (GString           *out,
                const BwExportEcg *ecg)
{
  g_autofree char *name = to_subfield (ecg->person_name);
  g_autofree char *birth = NULL;
  g_autofree char *text = NULL;
  gint64 day;

  birth = ecg->date_of_birth != NULL && bw_export_parse_birth (ecg->date_of_birth, &day)
            ? format_day (day)
            : g_strdup ("X");
  text = g_strdup_printf ("X X %s %s", birth, name);
  append_field (out, 80, text);
}

/* The recording field, the date and the time, all of the recording's own clock. */
static void
append_start (GString           *out,
              const BwRecording *recording)
{
  gint64 local_ms = bw_time_add (recording->start_ms, recording->offset_min * BW_TIME_MINUTE);
  gint64 day = local_ms / BW_TIME_DAY - (local_ms % BW_TIME_DAY < 0);
  int second = (int) ((local_ms % BW_TIME_DAY + BW_TIME_DAY) % BW_TIME_DAY / BW_TIME_SECOND);
  g_autofree char *long_date = format_day (day);
  g_autofree char *device = to_subfield (recording->device);
  g_autofree char *zone = NULL;
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;
  int year, month, day_of_month;

  zone = recording->time_known
           ? g_strdup_printf ("UTC%c%02d:%02d", recording->offset_min < 0 ? '-' : '+',
                              ABS (recording->offset_min) / 60, ABS (recording->offset_min) % 60)
           : g_strdup ("time_unknown");
  if (strlen (device) > 30)
    device[30] = 0;
  text = g_strdup_printf ("Startdate %s X X %s %s", long_date, device, zone);
  append_field (out, 80, text);

  bw_time_civil_from_days (day, &year, &month, &day_of_month);
  date = year < 2085 ? g_strdup_printf ("%02d.%02d.%02d", day_of_month, month, year % 100)
                     : g_strdup_printf ("%02d.%02d.yy", day_of_month, month);
  time = g_strdup_printf ("%02d.%02d.%02d", second / 3600, second / 60 % 60, second % 60);
  append_field (out, 8, date);
  append_field (out, 8, time);
}

/* “ECG I” of “Lead I”, in whatever language. Returns: (transfer full) */
static char *
format_label (const char *lead)
{
  const char *known = bw_export_ecg_find_lead (lead);
  g_autofree char *ascii = NULL;

  if (known != NULL)
    return g_strconcat ("ECG ", known, NULL);
  ascii = to_ascii (lead);
  return g_strchomp (g_strconcat ("ECG ", strspn (ascii, "? ") < strlen (ascii) ? ascii : "", NULL));
}

/* How far the first record begins after the second that the header tells. */
static double
get_start_s (const BwRecording *recording)
{
  gint64 milliseconds = recording->start_ms % BW_TIME_SECOND;

  return (double) (milliseconds < 0 ? milliseconds + BW_TIME_SECOND : milliseconds) / 1000;
}

/* R peaks, and what is not as it should be. */
static void
add_analysis (BwEdfAnnotations    *annotations,
              const BwEcgAnalysis *analysis,
              double               sample_s)
{
  for (guint i = 0; i < analysis->n_stretches; i++)
    {
      const BwEcgStretch *stretch = &analysis->stretches[i];
      gboolean trusted = stretch->flaw == BW_ECG_FLAW_WANDER;
      g_autofree char *text
        = g_strconcat (trusted ? "" : BAD_PREFIX, bw_ecg_flaw_get_id (stretch->flaw), NULL);

      bw_edf_annotations_add (annotations, stretch->start * sample_s,
                              (stretch->end - stretch->start) * sample_s, text);
    }
  for (guint i = 0; i < analysis->peaks->n; i++)
    bw_edf_annotations_add (annotations, analysis->peaks->peaks[i] * sample_s, 0, BEAT_TEXT);
}

static BwEdfAnnotations *
make_annotations (const BwExportEcg *ecg,
                  const Layout      *layout)
{
  const BwRecording *recording = ecg->recording;
  BwEdfAnnotations *annotations
    = bw_edf_annotations_new (layout->n_records, get_start_s (recording), layout->record_s);
  double sample_s = layout->record_s / layout->n_samples;

  /* Before all others of its record: who looks for it does not look far. */
  if (recording->n_samples < layout->n_records * layout->n_samples)
    bw_edf_annotations_add (annotations, recording->n_samples * sample_s, 0, "Recording ends");
  if (recording->label != BW_LABEL_NONE)
    bw_edf_annotations_add (annotations, 0, 0, bw_label_get_id (recording->label));
  if (recording->classification != NULL && *recording->classification != 0)
    bw_edf_annotations_add (annotations, 0, 0, recording->classification);
  if (ecg->analysis != NULL)
    add_analysis (annotations, ecg->analysis, sample_s);
  return annotations;
}

static void
choose_range (Range        *range,
              const gint32 *samples_nv,
              guint         n)
{
  gint32 low = samples_nv[0], high = samples_nv[0];
  double low_uv, high_uv;

  for (guint i = 1; i < n; i++)
    {
      low = MIN (low, samples_nv[i]);
      high = MAX (high, samples_nv[i]);
    }
  /* No step is finer than what the library keeps. */
  low_uv = format_number (range->low, low / 1000.0, floor);
  high_uv = format_number (range->high, MAX (high / 1000.0, low_uv + DIGITAL_STEPS / 1000), ceil);
  range->low_nv = low_uv * 1000;
  range->step_nv = (high_uv - low_uv) * 1000 / DIGITAL_STEPS;
}

static void
append_header (GString                *out,
               const BwExportEcg      *ecg,
               const Layout           *layout,
               const Range            *range,
               const BwEdfAnnotations *annotations)
{
  g_autofree char *label = format_label (ecg->recording->lead);

  append_field (out, 8, "0");
  append_patient (out, ecg);
  append_start (out, ecg->recording);
  append_field (out, 8, "768");
  append_field (out, 44, "EDF+C");
  append_count (out, 8, layout->n_records);
  append_field (out, 8, layout->duration);
  append_field (out, 4, "2");
  append_field (out, 16, label);
  append_field (out, 16, "EDF Annotations");
  append_field (out, 160, "");
  append_field (out, 8, "uV");
  append_field (out, 8, "");
  append_field (out, 8, range->low);
  append_field (out, 8, "-1");
  append_field (out, 8, range->high);
  append_field (out, 8, "1");
  append_field (out, 8, "-32768");
  append_field (out, 8, "-32768");
  append_field (out, 8, "32767");
  append_field (out, 8, "32767");
  append_field (out, 160, "");
  append_count (out, 8, layout->n_samples);
  append_count (out, 8, bw_edf_annotations_get_size (annotations) / 2);
  append_field (out, 64, "");
}

/* The samples of a record, the last again where they do not fill it. */
static void
append_samples (GString           *out,
                const BwExportEcg *ecg,
                const Layout      *layout,
                const Range       *range,
                guint              record)
{
  for (guint i = 0; i < layout->n_samples; i++)
    {
      guint sample = MIN (record * layout->n_samples + i, ecg->recording->n_samples - 1);
      double steps = round ((ecg->samples_nv[sample] - range->low_nv) / range->step_nv);
      guint stored = (guint) (DIGITAL_MIN + (int) CLAMP (steps, 0, DIGITAL_STEPS));

      g_string_append_c (out, (char) (stored & 0xff));
      g_string_append_c (out, (char) (stored >> 8 & 0xff));
    }
}

gboolean
bw_export_ecg_edf (const char         *path,
                   const BwExportEcg  *ecg,
                   GCancellable       *cancellable,
                   GError            **error)
{
  g_autoptr (BwEdfAnnotations) annotations = NULL;
  g_autoptr (GString) out = NULL;
  Layout layout = { 0 };
  Range range;

  g_return_val_if_fail (path != NULL && ecg != NULL && ecg->recording != NULL, FALSE);
  g_return_val_if_fail (ecg->samples_nv != NULL || ecg->recording->n_samples == 0, FALSE);

  if (ecg->recording->n_samples > 0 && ecg->recording->rate_hz > 0)
    choose_layout (&layout, ecg->recording);
  if (layout.n_records == 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                   _("A recording without samples cannot be written as EDF"));
      return FALSE;
    }
  choose_range (&range, ecg->samples_nv, ecg->recording->n_samples);
  annotations = make_annotations (ecg, &layout);

  out = g_string_new (NULL);
  append_header (out, ecg, &layout, &range, annotations);
  for (guint i = 0; i < layout.n_records; i++)
    {
      append_samples (out, ecg, &layout, &range, i);
      bw_edf_annotations_append (annotations, out, i);
    }
  return bw_export_write_file (path, out->str, out->len, cancellable, error);
}
