/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-chart.h"

#include "app/bw-save-task.h"
#include "app/bw-style.h"
#include "app/bw-table-dialog.h"
#include "app/bw-toasts.h"
#include "base/bw-error.h"
#include "compat/bw-compat-file-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  /* Owned. */
  GtkWidget *menu;
  PangoFontDescription *font; /* (nullable): made when it is wanted */

  gboolean has_cursor;
} BwChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BwChart, bw_chart, GTK_TYPE_WIDGET)

static BwChartPrivate *
get_private (BwChart *self)
{
  return bw_chart_get_instance_private (self);
}

static BwChartPicture *
make_picture (BwChart *self)
{
  return BW_CHART_GET_CLASS (self)->make_picture (self);
}

/* --- Pointer ------------------------------------------------------------------------------------ */

static void
point_at (BwChart *self,
          gboolean is_over,
          double   x,
          double   y)
{
  if (BW_CHART_GET_CLASS (self)->point_at)
    BW_CHART_GET_CLASS (self)->point_at (self, is_over, x, y);
}

static void
on_motion (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           BwChart                  *self)
{
  point_at (self, TRUE, x, y);
}

static void
on_leave (GtkEventControllerMotion *controller,
          BwChart                  *self)
{
  point_at (self, FALSE, 0, 0);
}

static void
show_menu (BwChart *self,
           gboolean by_key,
           double   x,
           double   y)
{
  GtkPopover *menu = GTK_POPOVER (get_private (self)->menu);
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  if (BW_CHART_GET_CLASS (self)->menu_opens)
    BW_CHART_GET_CLASS (self)->menu_opens (self, by_key, x, y);
  gtk_popover_set_pointing_to (menu, &at);
  gtk_popover_popup (menu);
}

static void
on_pressed (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            BwChart         *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (event && gdk_event_triggers_context_menu (event))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      show_menu (self, FALSE, x, y);
    }
}

/* A finger has no hover: a tap moves the cursor, a long press opens the menu. */
static void
on_released (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             BwChart         *self)
{
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY)
    return;
  point_at (self, TRUE, x, y);
  if (BW_CHART_GET_CLASS (self)->tap)
    BW_CHART_GET_CLASS (self)->tap (self, n_press, x, y);
}

static void
on_long_press (GtkGestureLongPress *gesture,
               double               x,
               double               y,
               BwChart             *self)
{
  show_menu (self, FALSE, x, y);
}

static gboolean
on_menu_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  show_menu (BW_CHART (widget), TRUE, gtk_widget_get_width (widget) / 2.0,
             gtk_widget_get_height (widget) / 2.0);
  return TRUE;
}

/* --- Picture ------------------------------------------------------------------------------------ */

static void
toast (BwChart    *self,
       const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay)
    bw_toasts_show (ADW_TOAST_OVERLAY (overlay), adw_toast_new (text), FALSE);
}

static void
on_saved (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (BwChart) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *escaped = NULL;

  if (bw_save_finish (result, &error))
    {
      bw_toasts_tell_file (GTK_WIDGET (self), _("Picture saved"), G_FILE (object));
      return;
    }
  text = g_strdup_printf (_("The picture could not be saved: %s"), error->message);
  escaped = g_markup_escape_text (text, -1);
  toast (self, escaped);
}

static void
on_file_chosen (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (BwChart) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, &error);
  g_autofree char *name = NULL;
  BwPlotFormat format = BW_PLOT_FORMAT_PNG;
  BwChartPicture *picture;

  if (!file)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        toast (self, escaped);
      return;
    }
  picture = make_picture (self);
  if (!picture)
    return;
  name = g_file_get_basename (file);
  bw_plot_format_from_name (name, &format);
  bw_chart_picture_save (picture, format, file, NULL, on_saved, g_object_ref (self));
}

static void
on_save_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  bw_chart_save_picture (BW_CHART (widget));
}

static void
on_table_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_chart_show_table (BW_CHART (widget));
}

/* Where the page has a table of its own, the key is the page's. */
static gboolean
on_table_key (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  if (BW_CHART_GET_CLASS (widget)->make_table == NULL)
    return FALSE;
  bw_chart_show_table (BW_CHART (widget));
  return TRUE;
}

static void
on_copy_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  bw_chart_copy_picture (BW_CHART (widget));
}

/* --- Widget ------------------------------------------------------------------------------------- */

static void
bw_chart_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  BwChart *self = BW_CHART (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BwPlotRect area = bw_chart_get_area (self);
  cairo_t *cr;

  GTK_WIDGET_CLASS (bw_chart_parent_class)->snapshot (widget, snapshot);
  if (width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) height));
  BW_CHART_GET_CLASS (self)->paint (self, cr, &area, bw_style_get_palette (),
                                    bw_chart_get_font (self));
  if (gtk_widget_has_visible_focus (widget))
    bw_style_paint_focus (cr, width, height);
  cairo_destroy (cr);
}

static void
bw_chart_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  const BwChartClass *klass = BW_CHART_GET_CLASS (widget);
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = horizontal ? klass->least_width : klass->least_height;
  *natural = horizontal ? klass->natural_width : klass->natural_height;
}

static void
bw_chart_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  gtk_popover_present (GTK_POPOVER (get_private (BW_CHART (widget))->menu));
}

static void
bw_chart_state_flags_changed (GtkWidget     *widget,
                              GtkStateFlags  previous)
{
  GTK_WIDGET_CLASS (bw_chart_parent_class)->state_flags_changed (widget, previous);
  gtk_widget_queue_draw (widget);
}

static void
bw_chart_css_changed (GtkWidget         *widget,
                      GtkCssStyleChange *change)
{
  BwChartPrivate *priv = get_private (BW_CHART (widget));

  GTK_WIDGET_CLASS (bw_chart_parent_class)->css_changed (widget, change);
  g_clear_pointer (&priv->font, pango_font_description_free);
}

static GtkWidget *
make_menu (BwChart *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  if (BW_CHART_GET_CLASS (self)->add_to_menu)
    BW_CHART_GET_CLASS (self)->add_to_menu (self, menu);
  if (BW_CHART_GET_CLASS (self)->make_table)
    g_menu_append (menu, _("Values as _Table"), "chart.show-table");
  g_menu_append (menu, _("_Save Picture…"), "chart.save-picture");
  g_menu_append (menu, _("_Copy Picture"), "chart.copy-picture");
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  return popover;
}

/* Only now is it known what the chart is. */
static void
bw_chart_constructed (GObject *object)
{
  BwChart *self = BW_CHART (object);
  GtkWidget *menu = make_menu (self);

  G_OBJECT_CLASS (bw_chart_parent_class)->constructed (object);
  get_private (self)->menu = menu;
  gtk_widget_set_parent (menu, GTK_WIDGET (self));
}

static void
bw_chart_dispose (GObject *object)
{
  g_clear_pointer (&get_private (BW_CHART (object))->menu, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_chart_parent_class)->dispose (object);
}

static void
bw_chart_finalize (GObject *object)
{
  g_clear_pointer (&get_private (BW_CHART (object))->font, pango_font_description_free);
  G_OBJECT_CLASS (bw_chart_parent_class)->finalize (object);
}

static void
bw_chart_class_init (BwChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = bw_chart_constructed;
  object_class->dispose = bw_chart_dispose;
  object_class->finalize = bw_chart_finalize;
  widget_class->snapshot = bw_chart_snapshot;
  widget_class->measure = bw_chart_measure;
  widget_class->size_allocate = bw_chart_size_allocate;
  widget_class->state_flags_changed = bw_chart_state_flags_changed;
  widget_class->css_changed = bw_chart_css_changed;
  klass->make_font = bw_style_make_caption_font;

  gtk_widget_class_install_action (widget_class, "chart.save-picture", NULL, on_save_action);
  gtk_widget_class_install_action (widget_class, "chart.copy-picture", NULL, on_copy_action);
  gtk_widget_class_install_action (widget_class, "chart.show-table", NULL, on_table_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_t, 0, on_table_key, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "chart.copy-picture", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key, NULL);
}

static void
bw_chart_init (BwChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();

  gtk_widget_set_focusable (widget, TRUE);

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (widget, motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_press), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));

  bw_style_follow (widget);
}

BwPlotRect
bw_chart_get_area (BwChart *self)
{
  return bw_style_get_area (GTK_WIDGET (self));
}

const PangoFontDescription *
bw_chart_get_font (BwChart *self)
{
  BwChartPrivate *priv = get_private (self);

  g_return_val_if_fail (BW_IS_CHART (self), NULL);

  if (!priv->font)
    priv->font = BW_CHART_GET_CLASS (self)->make_font (GTK_WIDGET (self));
  return priv->font;
}

void
bw_chart_class_bind (BwChartClass    *klass,
                     guint            key,
                     guint            keypad,
                     GtkShortcutFunc  callback,
                     gint32           argument)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_add_binding (widget_class, key, 0, callback, "i", argument);
  gtk_widget_class_add_binding (widget_class, keypad, 0, callback, "i", argument);
}

void
bw_chart_class_bind_cursor (BwChartClass    *klass,
                            GtkShortcutFunc  move,
                            GtkShortcutFunc  let_go)
{
  bw_chart_class_bind (klass, GDK_KEY_Left, GDK_KEY_KP_Left, move, -1);
  bw_chart_class_bind (klass, GDK_KEY_Right, GDK_KEY_KP_Right, move, 1);
  bw_chart_class_bind (klass, GDK_KEY_Home, GDK_KEY_KP_Home, move, G_MININT32);
  bw_chart_class_bind (klass, GDK_KEY_End, GDK_KEY_KP_End, move, G_MAXINT32);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, let_go, NULL);
}

gboolean
bw_chart_let_go (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   user_data)
{
  BwChart *self = BW_CHART (widget);

  if (!get_private (self)->has_cursor)
    return FALSE;
  point_at (self, FALSE, 0, 0);
  return TRUE;
}

int
bw_chart_step (int at,
               int n,
               int by)
{
  int next;

  if (by == G_MININT32)
    next = 0;
  else if (by == G_MAXINT32)
    next = n - 1;
  else if (at < 0)
    next = by > 0 ? 0 : n - 1;
  else
    next = at + by;
  return next >= 0 && next < n ? next : -1;
}

void
bw_chart_tell_cursor (BwChart    *self,
                      double      value,
                      const char *text)
{
  g_return_if_fail (BW_IS_CHART (self));

  get_private (self)->has_cursor = text != NULL;
  if (text)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, value,
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GBytes *
bw_chart_render (BwChart       *self,
                 BwPlotFormat   format,
                 GError       **error)
{
  g_autoptr (BwChartPicture) picture = NULL;

  g_return_val_if_fail (BW_IS_CHART (self), NULL);

  picture = make_picture (self);
  if (picture)
    return bw_chart_picture_render (picture, format, error);
  g_set_error_literal (error, BW_ERROR, BW_ERROR_FAILED, _("There is nothing to save yet."));
  return NULL;
}

void
bw_chart_show_table (BwChart *self)
{
  g_autofree char *text = NULL;
  GtkRoot *root;
  GtkWidget *dialog;

  g_return_if_fail (BW_IS_CHART (self));

  if (BW_CHART_GET_CLASS (self)->make_table != NULL)
    text = BW_CHART_GET_CLASS (self)->make_table (self);
  if (text == NULL)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  dialog = bw_table_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _("Values as Table"), text);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
bw_chart_save_picture (BwChart *self)
{
  const BwFileDialogFilter filters[] = {
    { _("Pictures (PNG, SVG, PDF)"), "*.png;*.svg;*.pdf" },
  };
  g_autoptr (BwChartPicture) picture = NULL;
  g_autofree char *name = NULL;
  GtkRoot *root;

  g_return_if_fail (BW_IS_CHART (self));

  picture = make_picture (self);
  if (!picture)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  name = BW_CHART_GET_CLASS (self)->make_file_name (self);
  bw_file_dialog_run (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, BW_FILE_DIALOG_SAVE,
                      _("Save Picture"), _("_Save"), name, NULL, filters, G_N_ELEMENTS (filters),
                      NULL, on_file_chosen, g_object_ref (self));
}

/* The clipboard packs the pixels itself, when and as somebody wants them. */
void
bw_chart_copy_picture (BwChart *self)
{
  g_autoptr (BwChartPicture) picture = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  g_return_if_fail (BW_IS_CHART (self));

  picture = make_picture (self);
  if (!picture)
    return;
  texture = bw_chart_picture_to_texture (picture);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  toast (self, _("Picture copied"));
}
