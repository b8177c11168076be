/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-ecg.h"

#include "base/bw-time.h"
#include "export/bw-export-file.h"

#include <string.h>

#define SAMPLE_BYTES 9 /* of most samples' lines */

/* A line of the header; a value with commas or quotes is quoted. */
static void
append_line (GString    *out,
             const char *key,
             const char *value)
{
  gboolean quote = value != NULL && strpbrk (value, ",\"") != NULL;

  g_string_append_printf (out, "%s,%s", key, quote ? "\"" : "");
  for (const char *s = value != NULL ? value : ""; *s != 0; s++)
    {
      if (quote && *s == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *s == '\n' || *s == '\r' ? ' ' : *s);
    }
  g_string_append (out, quote ? "\"\n" : "\n");
}

/* `2018-10-29 10:17:16 -0800`, as Apple does; the day alone where no more is known. */
static void
append_time (GString           *out,
             const BwRecording *recording)
{
  g_autofree char *iso = bw_time_format (recording->start_ms, recording->offset_min);
  int offset = recording->offset_min;

  g_string_append_printf (out, "Recorded Date,%.10s", iso);
  if (recording->time_known)
    {
      int milliseconds = (int) (recording->start_ms % BW_TIME_SECOND);

      g_string_append_printf (out, " %.8s", iso + 11);
      if (milliseconds != 0)
        g_string_append_printf (out, ".%03d", milliseconds < 0 ? milliseconds + 1000 : milliseconds);
      g_string_append_printf (out, " %c%02d%02d", offset < 0 ? '-' : '+', ABS (offset) / 60,
                              ABS (offset) % 60);
    }
  g_string_append_c (out, '\n');
}

static void
append_sample (GString *out,
               gint32   nv)
{
  char text[16];
  guint size = (guint) ABS ((gint64) nv), n = 0, whole = size / 1000, part = size % 1000;

  /* From its end: printing would be most of the export's time. */
  text[sizeof text - ++n] = '\n';
  if (part != 0)
    {
      gboolean any = FALSE;

      for (guint i = 0; i < 3; i++, part /= 10)
        {
          any |= part % 10 != 0;
          if (any)
            text[sizeof text - ++n] = (char) ('0' + part % 10);
        }
      text[sizeof text - ++n] = '.';
    }
  do
    {
      text[sizeof text - ++n] = (char) ('0' + whole % 10);
      whole /= 10;
    }
  while (whole > 0);
  if (nv < 0)
    text[sizeof text - ++n] = '-';
  g_string_append_len (out, text + sizeof text - n, n);
}

GString *
bw_export_ecg_format_csv (const BwExportEcg *ecg)
{
  const BwRecording *recording;
  char rate[G_ASCII_DTOSTR_BUF_SIZE];
  GString *out;

  g_return_val_if_fail (ecg != NULL && ecg->recording != NULL, NULL);
  g_return_val_if_fail (ecg->samples_nv != NULL || ecg->recording->n_samples == 0, NULL);

  recording = ecg->recording;
  out = g_string_sized_new (512 + (gsize) recording->n_samples * SAMPLE_BYTES);
  append_line (out, "Name", ecg->person_name);
  append_line (out, "Date of Birth", ecg->date_of_birth);
  append_time (out, recording);
  append_line (out, "Classification", recording->classification);
  append_line (out, "Symptoms", recording->symptoms);
  append_line (out, "Software Version", recording->software);
  append_line (out, "Device", recording->device);
  g_string_append_printf (out, "Sample Rate,%s hertz\n\n\n",
                          g_ascii_formatd (rate, sizeof rate, "%.15g", recording->rate_hz));
  append_line (out, "Lead", recording->lead);
  g_string_append (out, "Unit,µV\n\n");
  for (guint i = 0; i < recording->n_samples; i++)
    append_sample (out, ecg->samples_nv[i]);
  return out;
}

gboolean
bw_export_ecg_csv (const char         *path,
                   const BwExportEcg  *ecg,
                   GCancellable       *cancellable,
                   GError            **error)
{
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  out = bw_export_ecg_format_csv (ecg);
  return bw_export_write_file (path, out->str, out->len, cancellable, error);
}

const char *
bw_export_ecg_find_lead (const char *lead)
{
  static const char *const leads[] = {
    "I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9",
  };
  const char *last = lead != NULL ? lead : "";

  /* The last word, or what follows the last character that is not ASCII: リードI. */
  for (const char *s = last; *s != 0; s++)
    if (*s == ' ' || (*s & 0x80) != 0)
      last = s + 1;
  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (strcmp (last, leads[i]) == 0)
      return leads[i];
  return NULL;
}
