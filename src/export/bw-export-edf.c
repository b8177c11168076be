/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-ecg.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "export/bw-export-birth.h"
#include "export/bw-export-file.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* EDF+ as Kemp & Olivan 2003, Clin Neurophysiol 114:1755–1761, have it. */

#define MAX_RECORD_SAMPLES 30000 /* a record is to have at most 61440 bytes */
#define MAX_TRIED_RECORDS 4096
#define MAX_ANNOTATION_BYTES 200
#define DIGITAL_MIN (-32768)
#define DIGITAL_STEPS 65535.0
#define NUMBER_LENGTH 8          /* of a field that is a number */

#define TEXT_END "\x14"

/* How the samples are cut into records. */
typedef struct
{
  guint n_records;
  guint n_samples;                  /* a record */
  char duration[NUMBER_LENGTH + 1];
  double record_s;                  /* what it says */
} Layout;

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
  guint first = (n + MAX_RECORD_SAMPLES - 1) / MAX_RECORD_SAMPLES;
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
  gint64 local_ms = recording->start_ms + recording->offset_min * BW_TIME_MINUTE;
  gint64 day = (local_ms - (local_ms % BW_TIME_DAY + BW_TIME_DAY) % BW_TIME_DAY) / BW_TIME_DAY;
  int second = (int) ((local_ms - day * BW_TIME_DAY) / BW_TIME_SECOND);
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

/* The list of annotations of one record; the first tells the record's time. */
static void
append_annotation (GString    *list,
                   double      onset_s,
                   const char *text)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  gsize n = MIN (strlen (text), MAX_ANNOTATION_BYTES);

  g_ascii_formatd (number, sizeof number, "%.7f", onset_s);
  for (gsize i = strlen (number); number[i - 1] == '0' || number[i - 1] == '.'; i--)
    {
      gboolean point = number[i - 1] == '.';

      number[i - 1] = 0;
      if (point)
        break;
    }
  while (n > 0 && (text[n] & 0xc0) == 0x80)
    n--;
  g_string_append_printf (list, "+%s" TEXT_END, number);
  for (gsize i = 0; i < n; i++)
    g_string_append_c (list, (guchar) text[i] < 0x20 ? ' ' : text[i]);
  g_string_append_len (list, TEXT_END "\0", 2);
}

static GString *
list_annotations (const BwRecording *recording,
                  const Layout      *layout,
                  guint              record)
{
  GString *list = g_string_new (NULL);
  int milliseconds = (int) ((recording->start_ms % BW_TIME_SECOND + BW_TIME_SECOND) % BW_TIME_SECOND);
  double start_s = milliseconds / 1000.0;

  append_annotation (list, start_s + record * layout->record_s, "");
  if (record == 0 && recording->label != BW_LABEL_NONE)
    append_annotation (list, start_s, bw_label_get_id (recording->label));
  if (record == 0 && recording->classification != NULL && *recording->classification != 0)
    append_annotation (list, start_s, recording->classification);
  if (record == layout->n_records - 1
      && recording->n_samples < layout->n_records * layout->n_samples)
    append_annotation (list,
                       start_s + recording->n_samples * layout->record_s / layout->n_samples,
                       "Recording ends");
  return list;
}

/* The range of the samples in µV, as the fields hold it. */
static void
choose_range (char          low_text[NUMBER_LENGTH + 1],
              char          high_text[NUMBER_LENGTH + 1],
              double       *low_nv,
              double       *step_nv,
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
  low_uv = format_number (low_text, low / 1000.0, floor);
  high_uv = format_number (high_text, MAX (high / 1000.0, low_uv + DIGITAL_STEPS / 1000), ceil);
  *low_nv = low_uv * 1000;
  *step_nv = (high_uv - low_uv) * 1000 / DIGITAL_STEPS;
}

gboolean
bw_export_ecg_edf (const char         *path,
                   const BwExportEcg  *ecg,
                   GCancellable       *cancellable,
                   GError            **error)
{
  const BwRecording *recording;
  char low[NUMBER_LENGTH + 1], high[NUMBER_LENGTH + 1];
  double low_nv, step_nv;
  g_autoptr (GString) out = NULL;
  g_autoptr (GPtrArray) lists = NULL;
  g_autofree char *label = NULL;
  Layout layout = { 0 };
  guint list_bytes = 0, sample = 0;

  g_return_val_if_fail (path != NULL && ecg != NULL && ecg->recording != NULL, FALSE);
  g_return_val_if_fail (ecg->samples_nv != NULL || ecg->recording->n_samples == 0, FALSE);

  recording = ecg->recording;
  if (recording->n_samples > 0 && recording->rate_hz > 0)
    choose_layout (&layout, recording);
  if (layout.n_records == 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                   _("A recording without samples cannot be written as EDF"));
      return FALSE;
    }
  choose_range (low, high, &low_nv, &step_nv, ecg->samples_nv, recording->n_samples);
  label = format_label (recording->lead);
  lists = g_ptr_array_new ();
  for (guint i = 0; i < layout.n_records; i++)
    {
      g_ptr_array_add (lists, list_annotations (recording, &layout, i));
      list_bytes = MAX (list_bytes, (guint) ((GString *) lists->pdata[i])->len);
    }
  list_bytes += list_bytes % 2;

  out = g_string_new (NULL);
  append_field (out, 8, "0");
  append_patient (out, ecg);
  append_start (out, recording);
  append_field (out, 8, "768");
  append_field (out, 44, "EDF+C");
  append_count (out, 8, layout.n_records);
  append_field (out, 8, layout.duration);
  append_field (out, 4, "2");
  append_field (out, 16, label);
  append_field (out, 16, "EDF Annotations");
  append_field (out, 160, "");
  append_field (out, 8, "uV");
  append_field (out, 8, "");
  append_field (out, 8, low);
  append_field (out, 8, "-1");
  append_field (out, 8, high);
  append_field (out, 8, "1");
  append_field (out, 8, "-32768");
  append_field (out, 8, "-32768");
  append_field (out, 8, "32767");
  append_field (out, 8, "32767");
  append_field (out, 160, "");
  append_count (out, 8, layout.n_samples);
  append_count (out, 8, list_bytes / 2);
  append_field (out, 64, "");

  for (guint i = 0; i < layout.n_records; i++)
    {
      GString *list = g_ptr_array_index (lists, i);

      for (guint j = 0; j < layout.n_samples; j++, sample++)
        {
          gint32 nv = ecg->samples_nv[MIN (sample, recording->n_samples - 1)];
          double steps = CLAMP (round ((nv - low_nv) / step_nv), 0, DIGITAL_STEPS);
          guint stored = (guint) (DIGITAL_MIN + (int) steps);

          g_string_append_c (out, (char) (stored & 0xff));
          g_string_append_c (out, (char) (stored >> 8 & 0xff));
        }
      g_string_append_len (out, list->str, (gssize) list->len);
      for (gsize j = list->len; j < list_bytes; j++)
        g_string_append_c (out, 0);
      g_string_free (list, TRUE);
    }
  return bw_export_write_file (path, out->str, out->len, cancellable, error);
}
