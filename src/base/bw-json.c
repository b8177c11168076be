/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-json.h"

#include <string.h>

/* How long the escape is that @text, a backslash, begins: 0 where JSON has none such. */
static gsize
measure_escape (const char *text,
                gsize       length)
{
  if (length < 2 || text[1] == 0 || strchr ("\"\\/bfnrtu", text[1]) == NULL)
    return 0;
  if (text[1] != 'u')
    return 2;
  for (gsize i = 2; i < 6; i++)
    if (i == length || !g_ascii_isxdigit (text[i]))
      return 0;
  return 6;
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
