/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of the visible width: what stays in sight from one screen to the next. */
#define OVERLAP 0.1
#define LARGE_SQUARE_MM 5
/* A leg's steps, in units of widgets. */
#define FINE_STEP 1
#define COARSE_STEP 10

static void
pan_to (BwEcgView *self,
        double     from_s)
{
  bw_ecg_view_show_at (self, from_s);
}

/* By large squares. */
static gboolean
on_pan (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  BwEcgView *self = BW_ECG_VIEW (widget);

  pan_to (self, self->frame.from_s
                  + g_variant_get_int32 (args) * LARGE_SQUARE_MM / self->frame.mm_per_s);
  return TRUE;
}

/* By screens; or to the beginning and the end. */
static gboolean
on_page (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwEcgView *self = BW_ECG_VIEW (widget);
  gint32 by = g_variant_get_int32 (args);
  double screen_s = (1 - OVERLAP) * bw_ecg_frame_get_visible_s (&self->frame);

  if (by == G_MININT32)
    pan_to (self, 0);
  else if (by == G_MAXINT32)
    pan_to (self, self->frame.length_s);
  else
    pan_to (self, self->frame.from_s + by * screen_s);
  return TRUE;
}

/* A leg that would leave the strip takes the paper along. */
static void
keep_in_sight (BwEcgView *self)
{
  double s = self->calipers.leg[self->calipers.active].s;
  double visible_s = bw_ecg_frame_get_visible_s (&self->frame), margin_s = OVERLAP * visible_s;

  if (s < self->frame.from_s)
    pan_to (self, s - margin_s);
  else if (s > self->frame.from_s + visible_s)
    pan_to (self, s - visible_s + margin_s);
}

/* Along the trace: (by, coarse). Without calipers the paper moves. */
static gboolean
on_left_right (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  BwEcgView *self = BW_ECG_VIEW (widget);
  BwEcgCurve curve;
  gboolean coarse;
  gint32 by;

  g_variant_get (args, "(ib)", &by, &coarse);
  if (!self->calipers_on)
    {
      g_autoptr (GVariant) only_by = g_variant_ref_sink (g_variant_new_int32 (by));

      return coarse ? on_page (widget, only_by, NULL) : on_pan (widget, only_by, NULL);
    }
  curve = bw_ecg_view_get_curve (self);
  bw_ecg_calipers_step (&self->calipers, &curve,
                        !coarse ? by : by * MAX (bw_ecg_frame_width_to_s (&self->frame, COARSE_STEP)
                                                 * curve.rate_hz, 1));
  bw_ecg_view_calipers_changed (self);
  keep_in_sight (self);
  return TRUE;
}

/* Off the trace: by units of widgets, upwards. Without calipers the focus may move on. */
static gboolean
on_up_down (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  BwEcgView *self = BW_ECG_VIEW (widget);

  if (!self->calipers_on)
    return FALSE;
  self->calipers.leg[self->calipers.active].uv
      += bw_ecg_frame_height_to_uv (&self->frame, g_variant_get_int32 (args));
  bw_ecg_view_calipers_changed (self);
  return TRUE;
}

static gboolean
on_zoom (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwEcgView *self = BW_ECG_VIEW (widget);
  double mm_per_s = bw_ecg_frame_step (self->frame.mm_per_s, BW_ECG_FRAME_MM_PER_S,
                                       g_variant_get_int32 (args));

  bw_ecg_view_stop (self);
  bw_ecg_view_zoom_time (self, mm_per_s, bw_ecg_view_get_middle_x (self));
  return TRUE;
}

static gboolean
on_gain (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwEcgView *self = BW_ECG_VIEW (widget);

  bw_ecg_view_set_gain (self, bw_ecg_frame_step (self->frame.mm_per_mv, BW_ECG_FRAME_MM_PER_MV,
                                                 g_variant_get_int32 (args)));
  return TRUE;
}

static gboolean
on_standard (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  bw_ecg_view_show_standard (BW_ECG_VIEW (widget));
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwEcgView *self = BW_ECG_VIEW (widget);

  if (!self->calipers_on)
    return FALSE;
  bw_ecg_view_set_calipers (self, FALSE);
  return TRUE;
}

/* From leg to leg, as though each could have the focus, and then on to the next widget: nobody is
 * caught here. */
static gboolean
on_tab (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  BwEcgView *self = BW_ECG_VIEW (widget);
  guint leg = g_variant_get_int32 (args) > 0 ? 1 : 0;

  if (!self->calipers_on || self->calipers.active == leg)
    return FALSE;
  self->calipers.active = leg;
  bw_ecg_view_calipers_changed (self);
  keep_in_sight (self);
  return TRUE;
}

static gboolean
on_menu_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  bw_ecg_view_popup_menu (BW_ECG_VIEW (widget), gtk_widget_get_width (widget) / 2.0,
                          gtk_widget_get_height (widget) / 2.0);
  return TRUE;
}

void
bw_ecg_view_popup_menu (BwEcgView *self,
                        double     x,
                        double     y)
{
  const GdkRectangle at = { (int) x, (int) y, 1, 1 };

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

GtkWidget *
bw_ecg_view_make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new (), shown = g_menu_new (), picture = g_menu_new ();
  GtkWidget *popover;

  g_menu_append (shown, _("C_alipers"), "strip.calipers");
  g_menu_append (shown, _("_March Calipers"), "strip.march");
  g_menu_append (shown, _("Show _R Peaks"), "strip.show-peaks");
  g_menu_append (shown, _("Show _Intervals"), "strip.show-rr");
  g_menu_append (shown, _("Show _Noisy Stretches"), "strip.show-stretches");
  g_menu_append (picture, _("_Save Picture…"), "ecg.save-picture");
  g_menu_append (picture, _("_Copy Picture"), "ecg.copy-picture");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (shown));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (picture));
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  return popover;
}

static void
bind (GtkWidgetClass  *klass,
      guint            key,
      GdkModifierType  modifiers,
      GtkShortcutFunc  callback,
      gint32           by)
{
  gtk_widget_class_add_binding (klass, key, modifiers, callback, "i", by);
}

static void
bind_arrows (GtkWidgetClass *klass,
             guint           left,
             guint           right,
             guint           up,
             guint           down)
{
  for (guint coarse = 0; coarse < 2; coarse++)
    {
      GdkModifierType modifiers = coarse ? GDK_SHIFT_MASK : 0;
      gint32 step = coarse ? COARSE_STEP : FINE_STEP;

      gtk_widget_class_add_binding (klass, left, modifiers, on_left_right, "(ib)", -1, coarse);
      gtk_widget_class_add_binding (klass, right, modifiers, on_left_right, "(ib)", 1, coarse);
      bind (klass, up, modifiers, on_up_down, step);
      bind (klass, down, modifiers, on_up_down, -step);
    }
  bind (klass, left, GDK_ALT_MASK, on_pan, -1);
  bind (klass, right, GDK_ALT_MASK, on_pan, 1);
}

/* “+” is a shifted key on some keyboards and not on others, and “=” what it is without. */
static void
bind_zoom (GtkWidgetClass  *klass,
           GdkModifierType  modifiers,
           GtkShortcutFunc  callback)
{
  bind (klass, GDK_KEY_plus, modifiers, callback, 1);
  bind (klass, GDK_KEY_equal, modifiers, callback, 1);
  bind (klass, GDK_KEY_KP_Add, modifiers, callback, 1);
  bind (klass, GDK_KEY_minus, modifiers, callback, -1);
  bind (klass, GDK_KEY_KP_Subtract, modifiers, callback, -1);
}

void
bw_ecg_view_class_init_keys (GtkWidgetClass *klass)
{
  gtk_widget_class_install_property_action (klass, "strip.calipers", "calipers");
  gtk_widget_class_install_property_action (klass, "strip.march", "march");
  gtk_widget_class_install_property_action (klass, "strip.show-peaks", "show-peaks");
  gtk_widget_class_install_property_action (klass, "strip.show-rr", "show-rr");
  gtk_widget_class_install_property_action (klass, "strip.show-stretches", "show-stretches");

  bind_arrows (klass, GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Up, GDK_KEY_Down);
  bind_arrows (klass, GDK_KEY_KP_Left, GDK_KEY_KP_Right, GDK_KEY_KP_Up, GDK_KEY_KP_Down);
  bind (klass, GDK_KEY_Page_Up, 0, on_page, -1);
  bind (klass, GDK_KEY_KP_Page_Up, 0, on_page, -1);
  bind (klass, GDK_KEY_Page_Down, 0, on_page, 1);
  bind (klass, GDK_KEY_KP_Page_Down, 0, on_page, 1);
  bind (klass, GDK_KEY_Home, 0, on_page, G_MININT32);
  bind (klass, GDK_KEY_KP_Home, 0, on_page, G_MININT32);
  bind (klass, GDK_KEY_End, 0, on_page, G_MAXINT32);
  bind (klass, GDK_KEY_KP_End, 0, on_page, G_MAXINT32);

  bind_zoom (klass, 0, on_zoom);
  bind_zoom (klass, GDK_ALT_MASK, on_gain);
  gtk_widget_class_add_binding (klass, GDK_KEY_0, 0, on_standard, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_0, 0, on_standard, NULL);

  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, 0, "strip.calipers", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_m, 0, "strip.march", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK, "ecg.copy-picture",
                                       NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, on_escape, NULL);
  bind (klass, GDK_KEY_Tab, 0, on_tab, 1);
  bind (klass, GDK_KEY_KP_Tab, 0, on_tab, 1);
  bind (klass, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, on_tab, -1);
  bind (klass, GDK_KEY_Tab, GDK_SHIFT_MASK, on_tab, -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Menu, 0, on_menu_key, NULL);
}
