/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-live-spin.h"

#include <math.h>
#include <string.h>

/* The number typed. Returns: %FALSE where it is none within the range */
static gboolean
read_text (GtkSpinButton *spin,
           double        *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  double low, high;
  int read = FALSE;
  char *end;

  g_signal_emit_by_name (spin, "input", value, &read);
  if (read == FALSE)
    {
      *value = g_strtod (text, &end);
      read = end > text && *end == '\0' ? TRUE : GTK_INPUT_ERROR;
    }
  gtk_spin_button_get_range (spin, &low, &high);
  return read != GTK_INPUT_ERROR && *value >= low && *value <= high;
}

/* The button would put a number of its own in the place of what is none, and then be applied with it. */
static gboolean
on_key (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        GtkSpinButton         *spin)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
      || bw_live_spin_is_valid (spin))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_error_bell (GTK_WIDGET (spin));
  return GDK_EVENT_STOP;
}

void
bw_live_spin_connect (GtkSpinButton *spin,
                      GCallback      changed,
                      gpointer       data)
{
  GtkEventController *keys;
  GtkEditable *text;

  g_return_if_fail (GTK_IS_SPIN_BUTTON (spin));

  text = gtk_editable_get_delegate (GTK_EDITABLE (spin));
  gtk_text_set_activates_default (GTK_TEXT (text), TRUE);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), spin);
  gtk_widget_add_controller (GTK_WIDGET (spin), keys);
  g_signal_connect_swapped (spin, "changed", changed, data);
  g_signal_connect_swapped (spin, "value-changed", changed, data);
}

gboolean
bw_live_spin_is_valid (GtkSpinButton *spin)
{
  double value;

  g_return_val_if_fail (GTK_IS_SPIN_BUTTON (spin), FALSE);

  return read_text (spin, &value);
}

double
bw_live_spin_get_value (GtkSpinButton *spin)
{
  double value, scale;

  g_return_val_if_fail (GTK_IS_SPIN_BUTTON (spin), 0);

  if (!read_text (spin, &value))
    return gtk_spin_button_get_value (spin);
  /* As the button will round it when it is left. */
  scale = pow (10, gtk_spin_button_get_digits (spin));
  return round (value * scale) / scale;
}

void
bw_live_spin_set_wrong (GtkSpinButton *spin,
                        gboolean       wrong)
{
  g_return_if_fail (GTK_IS_SPIN_BUTTON (spin));

  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (spin), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (spin), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

gboolean
bw_live_spin_show_plain (GtkSpinButton *spin)
{
  g_autofree char *text = g_strdup_printf ("%.*f", (int) gtk_spin_button_get_digits (spin),
                                           gtk_spin_button_get_value (spin));
  gsize n = strlen (text);

  if (gtk_spin_button_get_digits (spin) > 0)
    {
      while (text[n - 1] == '0')
        n--;
      /* The decimal point, of whatever locale. */
      while (!g_ascii_isdigit (text[n - 1]))
        n--;
      text[n] = '\0';
    }
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

int
bw_live_spin_read_clock (GtkSpinButton *spin,
                         double        *minutes)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  gint64 numbers[2] = { 0, 0 };
  guint n = 0;

  for (const char *p = text; *p != '\0'; n++)
    {
      char *end;

      if (!g_ascii_isdigit (*p) || n == G_N_ELEMENTS (numbers))
        return GTK_INPUT_ERROR;
      numbers[n] = g_ascii_strtoll (p, &end, 10);
      if (*end != '\0' && strchr (":.,h ", *end) == NULL)
        return GTK_INPUT_ERROR;
      p = *end != '\0' ? end + 1 : end;
    }
  /* Without anything between: "810". */
  if (n == 1 && numbers[0] > 24)
    {
      numbers[1] = numbers[0] % 100;
      numbers[0] /= 100;
    }
  if (n == 0 || numbers[0] > 23 || numbers[1] > 59)
    return GTK_INPUT_ERROR;
  *minutes = 60.0 * numbers[0] + numbers[1];
  return TRUE;
}

gboolean
bw_live_spin_show_clock (GtkSpinButton *spin)
{
  int minutes = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *text = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
  return TRUE;
}
