/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-format-count.h"

#include <langinfo.h>
#include <string.h>

char *
bw_format_count (gint64 count)
{
  const char *separator = nl_langinfo (THOUSEP);
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, ABS (count));
  g_autofree char *separator_utf8 = g_locale_to_utf8 (separator, -1, NULL, NULL, NULL);
  gsize length = strlen (digits);
  GString *text = g_string_new (count < 0 ? "−" : NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0 && separator_utf8 != NULL)
        g_string_append (text, separator_utf8);
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}
