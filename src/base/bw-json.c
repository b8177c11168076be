/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-json.h"

#include <string.h>

/* The number that backslash, u and four digits at the beginning of @text are; −1 where there are none. */
static int
read_unit (const char *text,
           gsize       length)
{
  int unit = 0;

  if (length < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (gsize i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

/* How long the escape is that @text, a backslash, begins: 0 where JSON has none such, or it is half of a
 * pair of surrogates. */
static gsize
measure_escape (const char *text,
                gsize       length)
{
  int unit;

  if (length < 2 || text[1] == 0 || strchr ("\"\\/bfnrtu", text[1]) == NULL)
    return 0;
  if (text[1] != 'u')
    return 2;
  unit = read_unit (text, length);
  if (unit < 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return 0;
  if (unit < 0xd800 || unit > 0xdfff)
    return 6;
  unit = read_unit (text + 6, length - 6);
  return unit >= 0xdc00 && unit <= 0xdfff ? 12 : 0;
}

gboolean
bw_json_is_shallow (const char *text,
                    gsize       length,
                    int         depth)
{
  gboolean quoted = FALSE;
  int open = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (quoted)
        {
          if (text[i] == '\\')
            {
              gsize n = measure_escape (text + i, length - i);

              if (n == 0)
                return FALSE;
              i += n - 1;
            }
          else if (text[i] == '"')
            quoted = FALSE;
        }
      else if (text[i] == '"')
        quoted = TRUE;
      else if (text[i] == '{' || text[i] == '[')
        {
          if (++open > depth)
            return FALSE;
        }
      else if (text[i] == '}' || text[i] == ']')
        open--;
      else if (text[i] == 0 || (!g_ascii_isalnum (text[i]) && !strchr (":,+-. \t\r\n", text[i])))
        return FALSE;
    }
  return TRUE;
}

void
bw_json_append_text (GString    *out,
                     const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      {
        g_string_append_c (out, '\\');
        g_string_append_c (out, *text);
      }
    else if ((guchar) *text < 0x20 || *text == 0x7f)
      g_string_append_printf (out, "\\u%04x", (guint) (guchar) *text);
    else
      g_string_append_c (out, *text);
  g_string_append_c (out, '"');
}
