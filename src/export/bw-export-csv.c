/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-csv.h"

#include <math.h>
#include <string.h>

void
bw_csv_append_text (GString    *out,
                    const char *text)
{
  gsize n = text != NULL ? strlen (text) : 0;

  if (n == 0)
    return;
  if (strpbrk (text, ",;\"\t\n\r") == NULL && text[0] != ' ' && text[n - 1] != ' ')
    {
      g_string_append_len (out, text, (gssize) n);
      return;
    }
  g_string_append_c (out, '"');
  for (; *text != 0; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

void
bw_csv_append_foreign_text (GString    *out,
                            const char *text)
{
  g_autofree char *harmless = NULL;
  char first = text != NULL ? text[strspn (text, "'")] : '\0';

  /* One that has an apostrophe there gets another, so that taking one away gives it back. */
  if (first != '\0' && strchr ("=+-@\t\r\n", first) != NULL)
    text = harmless = g_strconcat ("'", text, NULL);
  bw_csv_append_text (out, text);
}

void
bw_csv_append_number (GString *out,
                      gboolean known,
                      double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!known || !isfinite (value))
    return;
  /* Fifteen digits always survive; what has less is not told with more. */
  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.15g", value == 0 ? 0 : value));
}
