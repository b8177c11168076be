/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test.h"
#include "rr-files.h"

#include <string.h>

GArray *
rr_file_read_numbers (const char *relative)
{
  g_autofree char *path = bw_test_shared (relative);
  g_autofree char *text = NULL;
  GArray *numbers;

  if (path == NULL)
    return NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  numbers = g_array_new (FALSE, FALSE, sizeof (double));
  for (char *line = text; *line != '\0';)
    {
      char *end = strchrnul (line, '\n'), *comma = memchr (line, ',', (gsize) (end - line));
      double value = g_ascii_strtod (comma != NULL ? comma + 1 : line, NULL);

      if (end > line)
        g_array_append_val (numbers, value);
      line = *end == '\0' ? end : end + 1;
    }
  return numbers;
}

BwRr *
rr_file_read (const char *relative)
{
  g_autoptr (GArray) numbers = rr_file_read_numbers (relative);

  return numbers == NULL ? NULL
                         : bw_rr_from_numbers ((double *) numbers->data, numbers->len, NULL);
}

BwRr *
rr_from_ms (const double *ms,
            guint         n)
{
  BwRr *rr = bw_rr_new (n);
  double end = 0;

  for (guint i = 0; i < n; i++)
    {
      end += ms[i];
      rr->rr_ms[i] = ms[i];
      rr->end_ms[i] = end;
    }
  return rr;
}
