/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "ecg-files.h"
#include "rr-files.h"

#include <string.h>

static void
ecg_file_free (gpointer data)
{
  EcgFile *self = data;

  g_free (self->name);
  g_array_unref (self->samples_uv);
  g_array_unref (self->peaks);
  g_array_unref (self->detected);
  g_free (self);
}

static GArray *
parse_peaks (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GArray *peaks = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint32 peak = (guint32) g_ascii_strtoull (words[i], NULL, 10);

      g_array_append_val (peaks, peak);
    }
  return peaks;
}

GPtrArray *
ecg_files_read (void)
{
  g_autofree char *path = bw_test_shared ("data/ecg-glucose/rpeaks.csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *files;

  if (path == NULL)
    return NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  files = g_ptr_array_new_with_free_func (ecg_file_free);
  lines = g_strsplit (text, "\n", -1);
  for (guint l = 1; lines[l] != NULL && *lines[l] != '\0'; l++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[l], ",", -1);
      g_autofree char *relative = NULL;
      EcgFile *file = g_new (EcgFile, 1);

      g_assert_cmpuint (g_strv_length (cells), >=, 3);
      relative = g_build_filename ("data/ecg-glucose", cells[0], NULL);
      *file = (EcgFile) {
        .name = g_strdup (cells[0]),
        .samples_uv = rr_file_read_numbers (relative),
        .peaks = parse_peaks (cells[1]),
        .detected = parse_peaks (cells[2]),
      };
      g_assert_nonnull (file->samples_uv);
      g_ptr_array_add (files, file);
    }
  g_assert_cmpuint (files->len, ==, ECG_FILES_N);
  return files;
}

GArray *
ecg_file_read_apple (const char *relative,
                     double     *rate_hz)
{
  g_autofree char *path = bw_test_shared (relative);
  g_autofree char *text = NULL;
  GArray *samples;
  const char *rate, *line;

  if (path == NULL)
    return NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  rate = strstr (text, "Sample Rate,");
  g_assert_nonnull (rate);
  *rate_hz = g_ascii_strtod (rate + strlen ("Sample Rate,"), NULL);
  line = strstr (text, "Unit,");
  g_assert_nonnull (line);
  samples = g_array_new (FALSE, FALSE, sizeof (double));
  for (line = strchrnul (line, '\n'); *line != '\0'; line = strchrnul (line, '\n'))
    {
      double value;

      line += strspn (line, "\r\n");
      if (*line == '\0')
        break;
      value = g_ascii_strtod (line, NULL);
      g_array_append_val (samples, value);
    }
  return samples;
}
