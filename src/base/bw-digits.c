/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-digits.h"

/* Of 2⁶³ and a minus. */
#define MAX_LENGTH 20

void
bw_digits_append (GString *out,
                  gint64   value)
{
  char digits[MAX_LENGTH];
  guint at = sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  g_return_if_fail (out != NULL);

  do
    {
      digits[--at] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);
  if (value < 0)
    digits[--at] = '-';
  g_string_append_len (out, digits + at, (gssize) (sizeof digits - at));
}
